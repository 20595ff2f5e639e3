"""Mutants of circuits: one gate dropped, turned, moved or mirrored."""

from collections.abc import Iterator

from qiskit import QuantumCircuit
from qiskit.circuit import CircuitInstruction

__all__ = ["circuit_mutants"]

_ANGLE = 0.1
"""Radians by which an angle is changed: far above any tolerance, far below any period."""


def circuit_mutants(circuit: QuantumCircuit) -> Iterator[tuple[str, QuantumCircuit]]:
    """Yield every mutant of one change, with what was changed.

    Gates are numbered as they stand in ``circuit.data``.
    """
    for index, item in enumerate(circuit.data):
        name = item.operation.name
        if name == "barrier":
            continue
        place = f"{name} at {index}"
        yield f"drop {place}", _with(circuit, index, ())
        if len(item.qubits) > 1:
            turned = CircuitInstruction(item.operation, item.qubits[::-1], item.clbits)
            yield f"swap the qubits of {place}", _with(circuit, index, (turned,))
        if item.operation.params and not item.clbits and name != "if_else":
            for number, angle in enumerate(item.operation.params):
                changed = item.operation.to_mutable()
                changed.params = [*changed.params]
                changed.params[number] = float(angle) + _ANGLE
                other = CircuitInstruction(changed, item.qubits, item.clbits)
                yield f"turn {place} by {_ANGLE}", _with(circuit, index, (other,))
        other_qubit = _moved(circuit, item)
        if other_qubit is not None:
            yield f"move {place}", _with(circuit, index, (other_qubit,))
        if index + 1 < len(circuit.data):
            yield f"exchange {place} with the next", _exchanged(circuit, index)
    if circuit.num_qubits > 1:
        yield "reverse the qubits", _reversed(circuit)


def _with(
    circuit: QuantumCircuit, index: int, items: tuple[CircuitInstruction, ...]
) -> QuantumCircuit:
    mutant = circuit.copy()
    mutant.data = [*circuit.data[:index], *items, *circuit.data[index + 1 :]]
    return mutant


def _moved(circuit: QuantumCircuit, item: CircuitInstruction) -> CircuitInstruction | None:
    """Return the same one-qubit operation on the next qubit."""
    if len(item.qubits) != 1 or circuit.num_qubits < 2 or item.clbits:
        return None
    number = circuit.find_bit(item.qubits[0]).index
    qubit = circuit.qubits[(number + 1) % circuit.num_qubits]
    return CircuitInstruction(item.operation, (qubit,), item.clbits)


def _exchanged(circuit: QuantumCircuit, index: int) -> QuantumCircuit:
    mutant = circuit.copy()
    data = list(circuit.data)
    data[index], data[index + 1] = data[index + 1], data[index]
    mutant.data = data
    return mutant


def _reversed(circuit: QuantumCircuit) -> QuantumCircuit:
    mutant = circuit.copy()
    swap = dict(zip(circuit.qubits, circuit.qubits[::-1], strict=True))
    mutant.data = [
        CircuitInstruction(item.operation, [swap[qubit] for qubit in item.qubits], item.clbits)
        for item in circuit.data
    ]
    return mutant
