"""Noise of a twin on named qubits only: of the whole machine it takes seconds and is not needed."""

from functools import lru_cache
from typing import Any

from qiskit.transpiler import QubitProperties, Target
from qiskit_aer.noise import NoiseModel, ReadoutError
from qiskit_aer.noise.device import basic_device_gate_errors

from grader.devices.twins import Twin, twin
from grader.errors import UsageError

__all__ = ["noise_model", "restricted_target"]


def noise_model(device: str | Twin, qubits: tuple[int, ...]) -> NoiseModel:
    """Return the noise of a twin on some of its qubits, for circuits on ``len(qubits)`` qubits.

    Every gate is followed by relaxation (T1, T2 cut off at 2 T1) for its duration and by as much
    depolarisation as its error of the snapshot asks for; readout flips with the two measured
    probabilities. Source: ``qiskit_aer.noise.device``, which ``NoiseModel.from_backend`` uses.
    Idling is free of noise.

    Args:
        device: A twin or its name.
        qubits: Physical qubits; the model knows the first one as qubit 0, and so on.

    Raises:
        UsageError: If the qubits are not distinct qubits of the device.
    """
    name = device.name if isinstance(device, Twin) else device
    return _noise_model(name, _checked(twin(name), qubits))


def restricted_target(device: str | Twin, qubits: tuple[int, ...]) -> Target:
    """Return the twin's target on some of its qubits, numbered from 0.

    Raises:
        UsageError: If the qubits are not distinct qubits of the device.
    """
    name = device.name if isinstance(device, Twin) else device
    return _restricted_target(name, _checked(twin(name), qubits))


def _checked(device: Twin, qubits: tuple[int, ...]) -> tuple[int, ...]:
    known = all(type(qubit) is int and 0 <= qubit < device.num_qubits for qubit in qubits)
    if not known or not qubits or len(set(qubits)) != len(qubits):
        raise UsageError(
            f"{list(qubits)} are no distinct qubits of {device.name} (0 to {device.num_qubits - 1})"
        )
    return tuple(qubits)


@lru_cache(maxsize=64)
def _restricted_target(name: str, qubits: tuple[int, ...]) -> Target:
    device = twin(name)
    whole = device.target
    place = {physical: number for number, physical in enumerate(qubits)}
    part = Target(
        description=f"{device.name} {device.version}: {list(qubits)}",
        num_qubits=len(qubits),
        qubit_properties=[
            QubitProperties(t1=device.t1_us[qubit] * 1e-6, t2=device.t2_us[qubit] * 1e-6)
            for qubit in qubits
        ],
    )
    for gate in (*device.basis, "measure", "reset", "delay"):
        entries: dict[Any, Any] = {
            tuple(place[qubit] for qubit in where): entry
            for where, entry in whole[gate].items()
            if all(qubit in place for qubit in where)
        }
        if entries:
            part.add_instruction(whole.operation_from_name(gate), entries)
    part.add_instruction(whole.operation_from_name("if_else"), name="if_else")
    return part


@lru_cache(maxsize=64)
def _noise_model(name: str, qubits: tuple[int, ...]) -> NoiseModel:
    device = twin(name)
    model = NoiseModel(basis_gates=[*device.basis, "delay", "reset"])
    for gate, where, error in basic_device_gate_errors(target=_restricted_target(name, qubits)):
        model.add_quantum_error(error, gate, where)
    for number, physical in enumerate(qubits):
        up, down = device.readout_flips[physical]
        model.add_readout_error(ReadoutError([[1 - up, up], [down, 1 - down]]), [number])
    return model
