"""Pairs for unitaries: each phase policy, with ancillas, wide, and Clifford ones of any width."""

import cmath
import math
from collections.abc import Callable

import numpy as np

from grader.judge.selfcheck.circuits import Gates, Rng, circuit_of, random_gates
from grader.judge.selfcheck.dense import CLIFFORD, Array, Gate, apply, columns
from grader.judge.selfcheck.pair import (
    FAR,
    Pair,
    changed,
    kind_of,
    phase,
    sent,
    task_of,
    turned,
    unitary_of,
)
from grader.judge.selfcheck.states import stim_circuit

__all__ = [
    "clean_unitary",
    "clifford_unitary",
    "dirty_unitary",
    "global_unitary",
    "isometry",
    "relative_unitary",
    "strict_unitary",
    "wide_unitary",
]

_TOLERANCE = 1e-7
_STRICT = 1e-6


def _distance(observed: Array, expected: Array) -> float:
    overlap = float(abs(np.vdot(expected, observed)))
    return (1 - overlap / len(expected[0])) / _TOLERANCE


def _drawn(rng: Rng, largest: int = 6, names: tuple[str, ...] | None = None) -> tuple[int, Gates]:
    num_qubits = int(rng.integers(1, largest + 1))
    return num_qubits, random_gates(rng, num_qubits, int(rng.integers(2, 24)), names)


def _pair(
    kind: str,
    right: bool | None,  # noqa: FBT001 - as `Pair` has it
    target: object,
    circuit: object,
    distance: Callable[[], float],
    *,
    second: str = "numpy",
    **options: object,
) -> Pair:
    return Pair(
        kind=kind,
        right=right,
        task=task_of("unitary", target, options=dict(options)),
        answer=sent(circuit),
        second=second,
        deviation=distance,
    )


def global_unitary(rng: Rng) -> Pair:
    """Make a pair that may differ by a global phase."""
    num_qubits, gates = _drawn(rng, 8 if rng.random() < 0.05 else 6)
    method = str(rng.choice(["numpy", "quantum_info"]))
    kind = kind_of(rng)
    other, right, near = changed(rng, kind, gates, num_qubits)
    other = turned(other, int(rng.integers(num_qubits)), near * _TOLERANCE)
    circuit = circuit_of(gates, num_qubits)
    target = circuit if rng.random() < 0.5 else columns(gates, num_qubits)

    def distance() -> float:
        expected = columns(gates, num_qubits)
        return _distance(unitary_of(other, num_qubits, method), expected)

    answer = circuit_of(other, num_qubits, phase(rng))
    return _pair(kind, right, target, answer, distance, second=method)


def strict_unitary(rng: Rng) -> Pair:
    """Make a pair whose global phase counts."""
    num_qubits, gates = _drawn(rng, 5)
    expected = columns(gates, num_qubits)
    kind = kind_of(rng)
    other, right, near = changed(rng, kind, gates, num_qubits)
    matrix = columns(other, num_qubits)
    angle = -cmath.phase(np.vdot(expected, matrix))
    if right and not near and rng.random() < 0.3:
        kind, right = "global phase", False
        angle += float(rng.choice([-1, 1]) * rng.uniform(0.01, 3))
    if near:
        angle += 2 * math.asin(near * _STRICT / float(np.max(abs(expected))) / 2)

    def distance() -> float:
        return float(np.max(abs(matrix * cmath.exp(1j * angle) - expected))) / _STRICT

    answer = circuit_of(other, num_qubits, angle)
    return _pair(kind, right, expected, answer, distance, policy="strict")


def relative_unitary(rng: Rng) -> Pair:
    """Make a pair that may differ by phases of the output."""
    num_qubits, gates = _drawn(rng, 5)
    expected = columns(gates, num_qubits)
    kind = kind_of(rng)
    other, right, near = changed(rng, kind, gates, num_qubits)
    other = turned(other, int(rng.integers(num_qubits)), near * _TOLERANCE)
    other = (*other, *random_gates(rng, num_qubits, 4, ("rz", "cp", "t", "cz", "ccz", "rzz")))

    def distance() -> float:
        rows = abs(np.sum(columns(other, num_qubits) * expected.conj(), axis=1))
        return (1 - float(np.mean(rows))) / _TOLERANCE

    answer = circuit_of(other, num_qubits, phase(rng))
    return _pair(kind, right, expected, answer, distance, policy="relative")


def clean_unitary(rng: Rng) -> Pair:
    """Make a pair whose answer computes into a clean qubit, and uncomputes it or not."""
    num_qubits = int(rng.integers(2, 6))
    gates = random_gates(rng, num_qubits, int(rng.integers(2, 16)))
    one, two = (int(qubit) for qubit in rng.permutation(num_qubits)[:2])
    angle, ancilla = float(rng.uniform(0.3, 2.5)), num_qubits
    whole = (*gates, Gate("cp", (angle,), (one, two)))
    borrow = Gate("cx", (), (one, ancilla))
    kind = kind_of(rng)
    other, right, near = changed(rng, kind, gates, num_qubits)
    other = (*other, borrow, Gate("cp", (angle,), (ancilla, two)), borrow)
    if right and not near and rng.random() < 0.4:
        kind, right, other = "ancilla kept", False, other[:-1]
    other = turned(other, one, near * _TOLERANCE)
    size = 1 << num_qubits

    def distance() -> float:
        return _distance(columns(other, num_qubits + 1, size)[:size], columns(whole, num_qubits))

    target = circuit_of(whole, num_qubits)
    answer = circuit_of(other, num_qubits + 1, phase(rng))
    return _pair(kind, right, target, answer, distance, policy="clean", ancillas=1)


def dirty_unitary(rng: Rng) -> Pair:
    """Make a pair whose answer borrows a qubit in any state for a gate with three controls."""
    num_qubits, ancilla = 4, 4
    gates = random_gates(rng, num_qubits, int(rng.integers(2, 12)))
    a, b, c, d = (int(qubit) for qubit in rng.permutation(num_qubits))
    whole = (*gates, Gate("c3x", (), (a, b, c, d)))
    kind = kind_of(rng)
    other, right, near = changed(rng, kind, gates, num_qubits)
    first, second = Gate("ccx", (), (a, b, ancilla)), Gate("ccx", (), (ancilla, c, d))
    borrowed: Gates = (first, second, first, second)
    if right and not near and rng.random() < 0.4:
        # Right for an ancilla in 0, not for a dirty one.
        kind, right, borrowed = "ancilla taken for clean", False, (first, second, first)
    other = turned((*other, *borrowed), a, near * _TOLERANCE)

    def distance() -> float:
        expected: Array = np.kron(np.eye(2), columns(whole, num_qubits)).astype(complex)
        return _distance(columns(other, num_qubits + 1), expected)

    target = circuit_of(whole, num_qubits)
    answer = circuit_of(other, num_qubits + 1, phase(rng))
    return _pair(kind, right, target, answer, distance, policy="dirty", ancillas=1)


def isometry(rng: Rng) -> Pair:
    """Make a pair whose last qubit starts in 0 and ends as the target says."""
    num_qubits = int(rng.integers(2, 6))
    gates = random_gates(rng, num_qubits, int(rng.integers(2, 20)))
    size = 1 << (num_qubits - 1)
    kind = kind_of(rng)
    other, right, near = changed(rng, kind, gates, num_qubits)
    # A turn of an input, of which all states count; the last qubit, in 0, might not notice it.
    turn = turned((), int(rng.integers(num_qubits - 1)), near * _TOLERANCE)
    # Nothing happens as long as the last qubit is in 0.
    other = (Gate("ch", (), (num_qubits - 1, 0)), *turn, *other)
    expected = columns(gates, num_qubits, size)

    def distance() -> float:
        return _distance(columns(other, num_qubits, size), expected)

    answer = circuit_of(other, num_qubits, phase(rng))
    return _pair(kind, right, expected, answer, distance, policy="iso", ancillas=1)


def clifford_unitary(rng: Rng) -> Pair:
    """Make a pair of 10 to 50 qubits, compared by stim's tableaux."""
    num_qubits = int(rng.integers(10, 51))
    gates = random_gates(rng, num_qubits, 3 * num_qubits, CLIFFORD)
    kind = str(rng.choice(["rewritten", "gate dropped", "qubits exchanged", "phase added"]))
    other, right, _ = changed(rng, kind, gates, num_qubits, clifford=True)

    def distance() -> float:
        one, two = (stim_circuit(part, num_qubits).to_tableau() for part in (gates, other))
        return 0.0 if one == two else FAR

    target, answer = circuit_of(gates, num_qubits), circuit_of(other, num_qubits, phase(rng))
    return _pair(kind, right, target, answer, distance, second="stim")


def wide_unitary(rng: Rng) -> Pair:
    """Make a pair too wide for matrices; the second method sends random states through."""
    num_qubits = int(rng.integers(10, 13))
    gates = random_gates(rng, num_qubits, 30)
    kind = kind_of(rng)
    other, right, near = changed(rng, kind, gates, num_qubits)
    other = turned(other, int(rng.integers(num_qubits)), near * _TOLERANCE)
    states = rng.normal(size=(1 << num_qubits, 8)) + 1j * rng.normal(size=(1 << num_qubits, 8))

    def distance() -> float:
        one, two = apply(gates, states), apply(other, states)
        norm = float(np.vdot(states, states).real)
        return (1 - abs(complex(np.vdot(one, two))) / norm) / _TOLERANCE

    target, answer = circuit_of(gates, num_qubits), circuit_of(other, num_qubits, phase(rng))
    return _pair(kind, right, target, answer, distance, second="numpy, 8 random states")
