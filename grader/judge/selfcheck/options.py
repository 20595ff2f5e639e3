"""Pairs for the options of ``unitary``: inputs from a subspace, and permuted outputs."""

import numpy as np

from grader.judge.selfcheck.circuits import Rng, circuit_of, random_gates
from grader.judge.selfcheck.dense import Array, Gate, columns
from grader.judge.selfcheck.pair import Pair, changed, kind_of, phase, sent, task_of, turned

__all__ = ["permuted_unitary", "subspace_unitary"]

_TOLERANCE = 1e-7


def subspace_unitary(rng: Rng) -> Pair:
    """Make a pair of which only the inputs with one qubit in 0 count."""
    num_qubits = int(rng.integers(2, 6))
    gates = random_gates(rng, num_qubits, int(rng.integers(2, 18)))
    off, other_qubit = (int(qubit) for qubit in rng.permutation(num_qubits)[:2])
    inputs = [index for index in range(1 << num_qubits) if not index >> off & 1]
    rng.shuffle(inputs)
    inputs = inputs[: int(rng.integers(1, len(inputs) + 1))]
    kind = kind_of(rng)
    if kind.startswith("3 times"):
        kind = "rewritten"
    other, right, _ = changed(rng, kind, gates, num_qubits)
    # Does nothing where the qubit is in 0.
    other = (Gate("ch", (), (off, other_qubit)), *other)

    def distance() -> float:
        one, two = (columns(part, num_qubits)[:, inputs] for part in (gates, other))
        return (1 - float(abs(np.vdot(one, two))) / len(inputs)) / _TOLERANCE

    labels = [f"{index:0{num_qubits}b}" for index in inputs]
    return Pair(
        kind=kind,
        right=right,
        task=task_of("unitary", circuit_of(gates, num_qubits), options={"subspace": labels}),
        answer=sent(circuit_of(other, num_qubits, phase(rng))),
        second="numpy",
        deviation=distance,
    )


def permuted_unitary(rng: Rng) -> Pair:
    """Make a pair whose answer leaves its qubits in another order."""
    num_qubits = int(rng.integers(2, 6))
    gates = random_gates(rng, num_qubits, int(rng.integers(2, 18)))
    order = [int(place) for place in rng.permutation(num_qubits)]
    kind = kind_of(rng)
    other, right, near = changed(rng, kind, gates, num_qubits)
    other = turned(other, 0, near * _TOLERANCE)
    moved = tuple(
        gate._replace(qubits=tuple(order[qubit] for qubit in gate.qubits)) for gate in other
    )
    # The same on relabelled qubits, after the inputs were brought there.
    answer = (*_swaps(order), *moved)

    def distance() -> float:
        expected = _renamed(columns(gates, num_qubits), order)
        overlap = abs(np.vdot(expected, columns(answer, num_qubits)))
        return (1 - float(overlap) / len(expected)) / _TOLERANCE

    return Pair(
        kind=kind,
        right=right,
        task=task_of("unitary", circuit_of(gates, num_qubits), options={"permutation": order}),
        answer=sent(circuit_of(answer, num_qubits, phase(rng))),
        second="numpy",
        deviation=distance,
    )


def _swaps(order: list[int]) -> list[Gate]:
    """Return swaps that move what is on qubit `i` to ``order[i]``."""
    swaps, now = [], list(range(len(order)))  # now[i]: where the content of qubit i is
    for qubit, goal in enumerate(order):
        here = now[qubit]
        if here != goal:
            swaps.append(Gate("swap", (), (here, goal)))
            now[now.index(goal)] = here
            now[qubit] = goal
    return swaps


def _renamed(matrix: Array, order: list[int]) -> Array:
    """Return the matrix with output qubit `i` renamed to ``order[i]``."""
    index = np.arange(len(matrix))
    there = np.zeros_like(index)
    for qubit, place in enumerate(order):
        there |= (index >> qubit & 1) << place
    out = np.empty_like(matrix)
    out[there] = matrix
    return out
