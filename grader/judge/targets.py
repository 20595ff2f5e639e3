"""Bring a target of ``judge.py`` (vector, label, matrix or circuit) into one form."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from qiskit import QuantumCircuit

from grader.errors import CheckerFailed
from grader.judge.program import Matrix, Program, expanded
from grader.judge.simulator import OPERATOR_QUBITS, OWN_QUBITS, statevector, unitary

__all__ = ["Target", "amplitudes", "state_target", "unitary_target"]


@dataclass(frozen=True, slots=True)
class Target:
    """A state or a unitary to reach.

    Attributes:
        num_qubits: Width.
        dense: Amplitudes, or the matrix, where it is small enough.
        program: A circuit that makes it, where one is known.
    """

    num_qubits: int
    dense: Matrix | None
    program: Program | None


def state_target(expected: Any) -> Target:  # noqa: ANN401 - any value of a judge.py
    """Return the state that a judge.py asks for.

    Raises:
        CheckerFailed: If it is none, or not normalised.
    """
    if isinstance(expected, QuantumCircuit):
        program = expanded(Program.of(expected))
        small = program.num_qubits <= OWN_QUBITS
        return Target(program.num_qubits, _state(program) if small else None, program)
    if isinstance(expected, str):
        vector = _label(expected)
    else:
        vector = np.asarray(getattr(expected, "data", expected), dtype=complex)
    num_qubits = _width(len(vector))
    if vector.ndim != 1 or not abs(np.linalg.norm(vector) - 1) < 1e-9:
        raise CheckerFailed("the target state must be a vector of norm 1")
    return Target(num_qubits, vector, None)


def unitary_target(expected: Any) -> Target:  # noqa: ANN401 - any value of a judge.py
    """Return the unitary, or the isometry, that a judge.py asks for.

    Raises:
        CheckerFailed: If it is none.
    """
    if isinstance(expected, QuantumCircuit):
        program = expanded(Program.of(expected))
        small = program.num_qubits <= OPERATOR_QUBITS
        return Target(program.num_qubits, _matrix(program) if small else None, program)
    matrix = np.asarray(getattr(expected, "data", expected), dtype=complex)
    if matrix.ndim != 2 or not np.allclose(matrix.conj().T @ matrix, np.eye(matrix.shape[1])):
        raise CheckerFailed("the target must be a unitary matrix, or one with orthonormal columns")
    return Target(_width(matrix.shape[0]), matrix, None)


def amplitudes(target: Target) -> Matrix:
    """Return the amplitudes of a state target, simulated where it is a wide circuit.

    Raises:
        JudgeUndecided: If it is too wide, or would take longer than the judge has.
    """
    if target.dense is not None:
        return target.dense
    assert target.program is not None  # noqa: S101 - a target is one or the other
    return _state(target.program)


# The target of an exercise is the same for all its answers: simulated once, not for each.
@lru_cache(maxsize=2)
def _state(program: Program) -> Matrix:
    return _kept(statevector(program))


@lru_cache(maxsize=2)
def _matrix(program: Program) -> Matrix:
    return _kept(unitary(program))


def _kept(array: Matrix) -> Matrix:
    array.flags.writeable = False
    return array


_LETTERS = {
    "0": (1, 0),
    "1": (0, 1),
    "+": (2**-0.5, 2**-0.5),
    "-": (2**-0.5, -(2**-0.5)),
    "r": (2**-0.5, 2**-0.5 * 1j),
    "l": (2**-0.5, -(2**-0.5) * 1j),
}


def _label(text: str) -> Matrix:
    vector = np.ones(1, dtype=complex)
    for letter in text:
        if letter not in _LETTERS:
            raise CheckerFailed(f"{letter!r} in the label of a target; use 0 1 + - r l")
        vector = np.kron(vector, np.asarray(_LETTERS[letter], dtype=complex))
    return vector


def _width(size: int) -> int:
    num_qubits = size.bit_length() - 1
    if size != 1 << num_qubits:
        raise CheckerFailed(f"a target of {size} amplitudes is no state of qubits")
    return num_qubits
