"""Run one circuit shot by shot: with the noise of a twin's qubits, or without any.

The method is chosen by a work estimate in seconds, from rates measured on one core; a circuit
whose estimate is over `MAX_WORK_S` is refused before anything is run.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from qiskit import QuantumCircuit
from qiskit.circuit import ControlFlowOp
from qiskit_aer import AerSimulator

from grader.devices.refusals import refuse
from grader.devices.twins import IDEAL_QUBITS, Twin

__all__ = ["MAX_WORK_S", "active_qubits", "compact", "count", "simulate", "work"]

MAX_WORK_S = 120.0
_DENSITY_QUBITS = 11
"""Qubits of the widest density matrix: 64 MiB."""
# Seconds for one amplitude and operation, and for one operation of one shot.
_DENSITY_S, _STATE_S, _IDEAL_S, _SHOT_S = 15e-9, 23e-9, 5e-9, 2e-6

Bits = NDArray[np.uint8]


def simulate(
    circuit: QuantumCircuit,
    *,
    shots: int,
    seed: int | None = None,
    device: Twin | None = None,
    qubits: tuple[int, ...] = (),
) -> Bits:
    """Run a circuit and return the bits of every shot.

    Args:
        circuit: With classical bits, on as many qubits as `qubits` names.
        shots: 1 or more.
        seed: Of the simulator; left out, a new one.
        device: Whose noise is added, to gates that it has; ``None``: no noise.
        qubits: Its physical qubits, one for each qubit of the circuit.

    Returns:
        Array of shape (shots, bytes): the classical bits of each shot as one big-endian number,
        as in Qiskit's ``BitArray``.

    Raises:
        DeviceError: If the circuit is too large (``too-large``).
    """
    result = _result(circuit, shots, seed, device, qubits, memory=True)
    if "memory" not in result:  # nothing is measured: all bits stay 0
        return np.zeros((shots, max(1, (circuit.num_clbits + 7) // 8)), dtype=np.uint8)
    return _packed(result["memory"], circuit.num_clbits)


def count(
    circuit: QuantumCircuit,
    *,
    shots: int,
    seed: int | None = None,
    device: Twin | None = None,
    qubits: tuple[int, ...] = (),
) -> dict[str, int]:
    """Run a circuit as `simulate` does, and return how often each label was read.

    Raises:
        DeviceError: If the circuit is too large (``too-large``).
    """
    result = _result(circuit, shots, seed, device, qubits, memory=False)
    counts = result.get("counts", {"0x0": shots})  # nothing is measured: all bits stay 0
    width = circuit.num_clbits
    return {f"{int(label, 16):0{width}b}": number for label, number in sorted(counts.items())}


def _result(
    circuit: QuantumCircuit,
    shots: int,
    seed: int | None,
    device: Twin | None,
    qubits: tuple[int, ...],
    *,
    memory: bool,
) -> dict[str, Any]:
    method, seconds = work(circuit, shots, noisy=device is not None)
    if seconds > MAX_WORK_S:
        raise refuse("too-large", qubits=circuit.num_qubits, shots=shots, limit=int(MAX_WORK_S))
    options: dict[str, Any] = {"method": method, "max_parallel_threads": 1}
    if device is not None:
        from grader.devices.noise import noise_model

        options["noise_model"] = noise_model(device, qubits)
    simulator = AerSimulator(**options)
    result = simulator.run(circuit, shots=shots, memory=memory, seed_simulator=seed).result()
    if not result.success:
        raise refuse("backend", detail=str(result.status)[:200])
    found: dict[str, Any] = result.data(0)
    return found


def work(circuit: QuantumCircuit, shots: int, *, noisy: bool) -> tuple[str, float]:
    """Return the cheapest method of the simulator, and its estimated seconds."""
    width, operations = circuit.num_qubits, len(circuit.data) + 1
    if not noisy and width > IDEAL_QUBITS:
        return "statevector", float("inf")
    by_shot = operations * shots * (_SHOT_S + 2**width * _STATE_S)
    if _measures_midway(circuit):
        return "statevector", by_shot
    if not noisy:
        return "statevector", operations * 2**width * _IDEAL_S + shots * _SHOT_S
    density = operations * 4**width * _DENSITY_S + shots * _SHOT_S
    if width <= _DENSITY_QUBITS and density < by_shot:
        return "density_matrix", density
    return "statevector", by_shot


def active_qubits(circuit: QuantumCircuit) -> tuple[int, ...]:
    """Return the numbers of the qubits on which anything but a barrier acts, ascending."""
    used = {
        circuit.find_bit(qubit).index
        for item in circuit.data
        if item.operation.name not in {"barrier", "delay"}
        for qubit in item.qubits
    }
    return tuple(sorted(used))


def compact(circuit: QuantumCircuit, qubits: Sequence[int]) -> QuantumCircuit:
    """Return the circuit on these of its qubits only, numbered from 0; others must be idle.

    A circuit without qubits gets an idle one, since a simulator needs one.
    """
    known = circuit.num_qubits
    place = {circuit.qubits[qubit]: new for new, qubit in enumerate(qubits) if qubit < known}
    small = QuantumCircuit(len(qubits), global_phase=circuit.global_phase)
    small.add_bits(circuit.clbits)
    for register in circuit.cregs:
        small.add_register(register)
    for item in circuit.data:
        if item.operation.name == "barrier":
            kept = [place[qubit] for qubit in item.qubits if qubit in place]
            if kept:
                small.barrier(kept)
        elif item.operation.name != "delay" or item.qubits[0] in place:
            small.append(item.operation, [place[qubit] for qubit in item.qubits], item.clbits)
    return small


def _measures_midway(circuit: QuantumCircuit) -> bool:
    """Whether the shots differ before the end, so that each has to be run."""
    measured: set[Any] = set()
    for item in circuit.data:
        if isinstance(item.operation, ControlFlowOp) or item.operation.name == "reset":
            return True
        if item.operation.name == "barrier":
            continue
        if measured & {*item.qubits, *item.clbits}:
            return True
        if item.operation.name == "measure":
            measured |= {*item.qubits, *item.clbits}
    return False


def _packed(memory: Sequence[str], num_clbits: int) -> Bits:
    size = max(1, (num_clbits + 7) // 8)
    data = b"".join(int(shot, 16).to_bytes(size, "big") for shot in memory)
    return np.frombuffer(data, dtype=np.uint8).reshape(len(memory), size)
