"""Second opinion on circuits: states, unitaries, distributions and expectation values."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator, SparsePauliOp, Statevector, partial_trace

from grader.judge.likely import Likely
from grader.mutation.second.branches import branches, outcomes

__all__ = ["distribution_distance", "expectation", "state_deviation", "unitary_deviation"]


def vector_of(target: Any) -> np.ndarray:  # noqa: ANN401
    """Return the amplitudes of a target: vector, label or circuit."""
    if isinstance(target, str):
        return np.asarray(Statevector.from_label(target).data)
    if isinstance(target, QuantumCircuit):
        return np.asarray(Statevector(target).data)
    return np.asarray(target, dtype=complex)


def matrix_of(target: Any) -> np.ndarray:  # noqa: ANN401
    """Return the matrix of a target: matrix or circuit."""
    if isinstance(target, QuantumCircuit):
        return np.asarray(Operator(target).data)
    return np.asarray(target, dtype=complex)


def state_deviation(
    circuit: QuantumCircuit,
    target: Any,  # noqa: ANN401
    *,
    start: QuantumCircuit | None = None,
    on: Sequence[int] | None = None,
    ancillas: int = 0,
) -> float:
    """Return 1 - F of the prepared state, over all branches together."""
    wanted = vector_of(target)
    if ancillas:
        wanted = np.kron(np.eye(1, 1 << ancillas)[0], wanted)
    fidelity = 0.0
    for branch in branches(circuit, start):
        if on is None:
            fidelity += abs(np.vdot(wanted, branch.state.data)) ** 2
        else:
            rest = [qubit for qubit in range(circuit.num_qubits) if qubit not in on]
            matrix = partial_trace(branch.state, rest).data
            # `partial_trace` keeps the remaining qubits in ascending order.
            order = sorted(on)
            matrix = _permuted(matrix, [order.index(qubit) for qubit in on])
            fidelity += float(np.real(wanted.conj() @ matrix @ wanted))
    return 1 - fidelity


def _permuted(matrix: np.ndarray, order: Sequence[int]) -> np.ndarray:
    size = len(order)
    moved = [
        sum((index >> place & 1) << source for place, source in enumerate(order))
        for index in range(1 << size)
    ]
    return matrix[np.ix_(moved, moved)]


def unitary_deviation(
    circuit: QuantumCircuit,
    target: Any,  # noqa: ANN401
    options: Mapping[str, Any],
) -> float | None:
    """Return the deviation that the exercise's policy measures; ``None`` for an unknown policy."""
    observed, wanted = np.asarray(Operator(circuit).data), matrix_of(target)
    policy, ancillas = options.get("policy", "global"), int(options.get("ancillas", 0))
    if options.get("permutation") is not None:
        return None
    if policy == "dirty":
        wanted = np.kron(np.eye(1 << ancillas), wanted)
    elif policy == "clean":
        size = wanted.shape[0]
        observed = observed[:size, :size]
    elif policy == "iso":
        width = observed.shape[0] >> ancillas
        observed, wanted = observed[:, :width], wanted[:, :width]
    if options.get("subspace") is not None:
        inputs = [int(label, 2) for label in options["subspace"]]
        observed, wanted = observed[:, inputs], wanted[:, inputs]
    if policy == "strict":
        return float(np.max(abs(observed - wanted)))
    overlap = np.sum(observed.conj() * wanted, axis=1 if policy == "relative" else None)
    return float(1 - np.sum(abs(overlap)) / wanted.shape[1])


def distribution_distance(
    circuit: QuantumCircuit,
    wanted: Any,  # noqa: ANN401
    measured: Any,  # noqa: ANN401
) -> float:
    """Return the total variation distance; for `Likely` 0 where it holds, else 1."""
    if measured == "clbits":
        found = outcomes(circuit)
    else:
        found = {}
        for branch in branches(circuit):
            for label, share in branch.state.probabilities_dict(list(measured)).items():
                found[label] = found.get(label, 0.0) + float(share)
    if isinstance(wanted, Likely):
        listed = sum(found.get(label, 0.0) for label in wanted.outcomes)
        others = max((p for label, p in found.items() if label not in wanted.outcomes), default=0.0)
        best = max(found.get(label, 0.0) for label in wanted.outcomes)
        enough = wanted.at_least is None or listed >= wanted.at_least
        return 0.0 if enough and (not wanted.most_likely or best > others) else 1.0
    labels = {*found, *wanted}
    return float(sum(abs(found.get(x, 0.0) - wanted.get(x, 0.0)) for x in labels)) / 2


def expectation(circuit: QuantumCircuit, operator: SparsePauliOp) -> float:
    """Return the expectation value of an operator."""
    return float(np.real(Statevector(circuit).expectation_value(operator)))
