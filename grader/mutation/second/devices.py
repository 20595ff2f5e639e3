"""Second opinion on circuits for a device: legality by Qiskit's target, then what they do."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import Clifford, Operator, StabilizerState, Statevector

from grader.devices.twins import twin
from grader.mutation.second.circuits import matrix_of, vector_of

__all__ = ["mapped_deviation"]

_DENSE = 14


def mapped_deviation(
    answer: Any,  # noqa: ANN401
    expected: Any,  # noqa: ANN401
    options: Mapping[str, Any],
) -> float | None:
    """Return 1 - F of state or process on the logical qubits; 1 for an illegal circuit."""
    circuit, first, last = answer
    target = twin(options.get("twin", "kawasaki")).target
    used: set[int] = {*first, *last}
    for item in circuit.data:
        if item.operation.name == "barrier":
            continue
        qubits = tuple(circuit.find_bit(bit).index for bit in item.qubits)
        if not target.instruction_supported(item.operation.name, qubits):
            return 1.0
        used |= set(qubits)
    wires = sorted(used)
    place = {physical: index for index, physical in enumerate(wires)}
    small = QuantumCircuit(len(wires), global_phase=circuit.global_phase)
    for item in circuit.data:
        if item.operation.name != "barrier":
            small.append(
                item.operation, [place[circuit.find_bit(bit).index] for bit in item.qubits]
            )
    start, end = [place[q] for q in first], [place[q] for q in last]
    if options.get("of", "state") == "unitary":
        return _unitary(small, start, end, expected)
    return _state(small, end, expected)


def _state(circuit: QuantumCircuit, end: list[int], expected: Any) -> float | None:  # noqa: ANN401
    others = [qubit for qubit in range(circuit.num_qubits) if qubit not in end]
    if circuit.num_qubits > _DENSE:
        if not isinstance(expected, QuantumCircuit):
            return None
        wide = QuantumCircuit(circuit.num_qubits)
        wide.compose(expected, end, inplace=True)
        same = StabilizerState(Clifford(_cliffordised(circuit))).equiv(StabilizerState(wide))
        return 0.0 if same else 1.0
    wanted = vector_of(expected)
    # Bring the logical qubits to the low places, in order; the rest must be 0.
    moved = np.asarray(Statevector(circuit).data)[_indices([*end, *others])]
    return float(1 - abs(np.vdot(wanted, moved[: len(wanted)])) ** 2)


def _cliffordised(circuit: QuantumCircuit) -> QuantumCircuit:
    """Replace rz by multiples of pi/2 with the Clifford gates they are."""
    names = {0: (), 1: ("s",), 2: ("z",), 3: ("sdg",)}
    plain = QuantumCircuit(circuit.num_qubits)
    still_zero = set(range(circuit.num_qubits))
    for item in circuit.data:
        qubits = [circuit.find_bit(bit).index for bit in item.qubits]
        if item.operation.name == "rz" and qubits[0] in still_zero:
            continue  # a phase of the whole state
        if item.operation.name != "rz":
            still_zero -= set(qubits)
        if item.operation.name == "rz":
            turns = float(item.operation.params[0]) / (np.pi / 2)
            if abs(turns - round(turns)) > 1e-9:
                raise ValueError("not Clifford")
            for name in names[round(turns) % 4]:
                getattr(plain, name)(*qubits)
        else:
            plain.append(item.operation, qubits)
    return plain


def _unitary(
    circuit: QuantumCircuit,
    start: list[int],
    end: list[int],
    expected: Any,  # noqa: ANN401
) -> float:
    wanted = matrix_of(expected)
    size = len(wanted)
    matrix = np.asarray(Operator(circuit).data)
    others_in = [q for q in range(circuit.num_qubits) if q not in start]
    others_out = [q for q in range(circuit.num_qubits) if q not in end]
    columns = _indices([*start, *others_in])[:size]
    rows = _indices([*end, *others_out])[:size]
    observed = matrix[np.ix_(rows, columns)]
    return float(1 - abs(np.vdot(wanted, observed)) / size)


def _indices(order: list[int]) -> list[int]:
    """Return, for each number over the ordered qubits, the index in the circuit's own order."""
    return [
        sum((number >> place & 1) << qubit for place, qubit in enumerate(order))
        for number in range(1 << len(order))
    ]
