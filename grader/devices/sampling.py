"""Sample circuits on a few qubits of a twin: what metered exercises and practice run."""

from functools import lru_cache

from qiskit import QuantumCircuit
from qiskit.circuit import CircuitInstruction, ControlFlowOp
from qiskit.transpiler import (
    StagedPassManager,
    Target,
    TranspilerError,
    generate_preset_pass_manager,
)

from grader.devices.noise import restricted_target
from grader.devices.refusals import refuse
from grader.devices.simulate import count
from grader.devices.twins import twin

__all__ = ["lower", "sample"]


def sample(
    circuit: QuantumCircuit,
    *,
    shots: int,
    seed: int | None,
    device: str | None = None,
    qubits: tuple[int, ...] = (),
) -> dict[str, int]:
    """Run a circuit and return how often each label was read.

    The same circuit, shots and seed give the same counts.

    Args:
        circuit: With measurements, of standard gates; on ``len(qubits)`` qubits for a device.
        shots: 1 or more.
        seed: Of the simulator.
        device: Name of the twin whose noise is added; ``None``: no noise.
        qubits: Its physical qubits; qubit i of the circuit is ``qubits[i]``.

    Returns:
        Counts by label over all classical bits, bit 0 rightmost, without blanks.

    Raises:
        DeviceError: If the circuit is too large, has no classical bits, or has a gate that the
            named qubits cannot do: nothing is routed.
    """
    if circuit.num_clbits == 0:
        raise refuse("no-bits", number=0)
    if device is None:
        return count(circuit, shots=shots, seed=seed)
    lowered = lower(circuit, device, qubits)
    return count(lowered, shots=shots, seed=seed, device=twin(device), qubits=qubits)


def lower(circuit: QuantumCircuit, device: str, qubits: tuple[int, ...]) -> QuantumCircuit:
    """Return the circuit in gates that these qubits have: each gate for itself, none merged.

    A ``cx`` becomes one two-qubit gate of the device, in the direction that it has.

    Args:
        circuit: Of Qiskit's own standard gates, as a decoder of ours builds it: gates are
            looked up by name.
        device: Name of the twin.
        qubits: Physical qubits, one for each qubit of the circuit.

    Raises:
        DeviceError: If a two-qubit gate lies on qubits that are not neighbours.
    """
    target = restricted_target(device, qubits)
    if circuit.num_qubits != len(qubits):
        raise refuse("isa-width", name=device, width=circuit.num_qubits, num_qubits=len(qubits))
    if all(_legal(circuit, item, target) for item in circuit.data):
        return circuit
    coupled = {frozenset(edge) for edge in target[twin(device).entangler]}
    for index, item in enumerate(circuit.data):
        where = frozenset(circuit.find_bit(bit).index for bit in item.qubits)
        free = isinstance(item.operation, ControlFlowOp) or item.operation.name == "barrier"
        if len(where) > 1 and where not in coupled and not free:
            places = [qubits[number] for number in sorted(where)]
            gate = item.operation.name
            raise refuse("isa-edge", name=device, index=index, gate=gate, qubits=places)
    try:
        return _pass_manager(device, qubits).run(circuit)
    except TranspilerError as error:  # a gate inside a conditional block that cannot be placed
        raise refuse("form", detail=str(error)[:200]) from error


@lru_cache(maxsize=64)
def _pass_manager(device: str, qubits: tuple[int, ...]) -> StagedPassManager:
    return generate_preset_pass_manager(
        optimization_level=0,
        target=restricted_target(device, qubits),
        initial_layout=list(range(len(qubits))),
        routing_method="none",
        seed_transpiler=0,
    )


def _legal(circuit: QuantumCircuit, item: CircuitInstruction, target: Target) -> bool:
    if item.operation.name == "barrier":
        return True
    if isinstance(item.operation, ControlFlowOp):  # what is inside decides, see `transpile`
        return False
    where = tuple(circuit.find_bit(bit).index for bit in item.qubits)
    return bool(target.instruction_supported(item.operation.name, where))
