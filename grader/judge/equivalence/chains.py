"""Compare wide states of little entanglement, each held as a chain of tensors, one per qubit.

A matrix product state (Vidal, Phys. Rev. Lett. 91, 147902; Schollwoeck, Ann. Phys. 326, 96) of
bond dimension D takes ``2 n D**2`` numbers in place of ``2**n``. Nothing is approximated here:
only Schmidt values that rounding errors make are dropped, and a state that needs a larger bond
than `LARGEST_BOND` is not compared at all.
"""

import math
import time
from collections.abc import Iterator, Sequence

import numpy as np

from grader.errors import JudgeUndecided
from grader.judge import work
from grader.judge.aer import MATRIX_QUBITS
from grader.judge.equivalence.tableau import with_references
from grader.judge.program import Matrix, Op, Program, gate_matrix
from grader.judge.simulator import fourier_steps

__all__ = ["LARGEST_BOND", "Chain", "fidelity", "trace"]

LARGEST_BOND = 64
"""A cut through the register with no more than 6 ebits; a step on it takes some milliseconds."""
_ROUNDING = 1e-12
"""Schmidt values below this share of the largest are rounding errors."""
_SHARE = 0.4
"""Of the time that is left: a further method may still be tried."""
_SWAP = gate_matrix("swap", (), 2)


def fidelity(observed: Program, expected: Program) -> float:
    """Return ``|<expected|observed>|**2`` of what two programs prepare from 0.

    Exact up to rounding errors of about 1e-10.

    Args:
        observed: A program of gates.
        expected: Another, of the same width.

    Raises:
        JudgeUndecided: If a state needs a larger bond, a gate is too wide, or time runs out.
    """
    until = time.process_time() + _SHARE * work.left()
    return float(abs(Chain.of(expected, until).inner(Chain.of(observed, until))) ** 2)


def trace(observed: Program, expected: Program, clean: int = 0) -> float:
    """Return ``|tr(V'U)| / d`` of two programs: the overlap of what they make of Bell pairs.

    Args:
        observed: A program of gates, U.
        expected: Another of the same width, V.
        clean: The last qubits start in 0 and are no inputs; `d` counts the other ones.

    Raises:
        JudgeUndecided: As for `fidelity`.
    """
    width, inputs = observed.num_qubits, observed.num_qubits - clean
    # Each reference stands beside its qubit, so that a shallow circuit entangles neighbours only.
    places = {qubit: 2 * qubit + 1 if qubit < inputs else qubit + inputs for qubit in range(width)}
    places |= {width + qubit: 2 * qubit for qubit in range(inputs)}
    paired = (with_references(program, clean) for program in (observed, expected))
    overlap = fidelity(*(program.mapped(places, width + inputs) for program in paired))
    return math.sqrt(overlap)


class Chain:
    """A state of `num_qubits` qubits; `tensors[q]` has shape ``(bond, 2, bond)``."""

    def __init__(self, num_qubits: int) -> None:
        """Start from all qubits in 0."""
        zero = np.zeros((1, 2, 1), dtype=complex)
        zero[0, 0, 0] = 1
        self.tensors = [zero.copy() for _ in range(num_qubits)]
        # Tensors left of it are isometries from the left, those right of it from the right.
        self._centre = 0

    @classmethod
    def of(cls, program: Program, until: float = math.inf) -> "Chain":
        """Return what a program of gates prepares from 0.

        Args:
            program: The gates.
            until: Reading of the process's CPU clock at which to give up.

        Raises:
            JudgeUndecided: As for `fidelity`.
        """
        chain = cls(program.num_qubits)
        for op in _steps(program.ops):
            if time.process_time() > until:
                raise JudgeUndecided(f"{program.num_qubits} qubits entangled too much for the time")
            chain.apply(gate_matrix(op.name, op.params, len(op.qubits)), op.qubits)
        return chain

    @property
    def bond(self) -> int:
        """The largest bond dimension."""
        return max(tensor.shape[2] for tensor in self.tensors)

    def apply(self, matrix: Matrix, qubits: Sequence[int]) -> None:
        """Apply a gate to any qubits, the first of which is the least significant of the matrix.

        Raises:
            JudgeUndecided: If a bond would become too large.
        """
        width = len(qubits)
        first = min(qubits)
        moves = list(_moves(sorted(qubits)))
        for place in moves:
            self._apply_here(_SWAP, place, 2)
        # The qubits now stand side by side, the lowest first; axis k of the matrix is brought to
        # the k-th of them (qubit i of the gate has axis width - 1 - i).
        order = [width - 1 - qubits.index(qubit) for qubit in sorted(qubits)]
        tensor = matrix.reshape((2,) * (2 * width))
        tensor = tensor.transpose([*order, *(width + axis for axis in order)])
        self._apply_here(tensor.reshape(matrix.shape), first, width)
        for place in reversed(moves):
            self._apply_here(_SWAP, place, 2)

    def inner(self, other: "Chain") -> complex:
        """Return ``<self|other>``."""
        left = np.ones((1, 1), dtype=complex)
        for mine, others in zip(self.tensors, other.tensors, strict=True):
            left = np.einsum("ab,asc,bsd->cd", left, mine.conj(), others, optimize=True)
        return complex(left[0, 0])

    def _apply_here(self, matrix: Matrix, first: int, width: int) -> None:
        """Apply a matrix to neighbours; its most significant qubit is the one at `first`."""
        self._move_centre(first)
        block = self.tensors[first]
        for tensor in self.tensors[first + 1 : first + width]:
            block = np.tensordot(block, tensor, axes=(-1, 0))
        left, right = block.shape[0], block.shape[-1]
        block = np.matmul(matrix, block.reshape(left, 1 << width, right))
        for place in range(first, first + width - 1):
            rows = block.reshape(left * 2, -1)
            isometry, values, rest = np.linalg.svd(rows, full_matrices=False)
            bond = int(np.sum(values > _ROUNDING * values[0]))
            if bond > LARGEST_BOND:
                raise JudgeUndecided(
                    f"{len(self.tensors)} qubits, entangled beyond bond dimension {LARGEST_BOND}"
                )
            self.tensors[place] = isometry[:, :bond].reshape(left, 2, bond)
            block, left = values[:bond, None] * rest[:bond], bond
        self.tensors[first + width - 1] = block.reshape(left, 2, right)
        self._centre = first + width - 1

    def _move_centre(self, place: int) -> None:
        while self._centre < place:
            here = self.tensors[self._centre]
            isometry, rest = np.linalg.qr(here.reshape(-1, here.shape[2]))
            self.tensors[self._centre] = isometry.reshape(*here.shape[:2], -1)
            self._centre += 1
            self.tensors[self._centre] = np.tensordot(rest, self.tensors[self._centre], axes=1)
        while self._centre > place:
            here = self.tensors[self._centre]
            isometry, rest = np.linalg.qr(here.reshape(here.shape[0], -1).T)
            self.tensors[self._centre] = isometry.T.reshape(-1, *here.shape[1:])
            self._centre -= 1
            self.tensors[self._centre] = np.tensordot(
                self.tensors[self._centre], rest.T, axes=(-1, 0)
            )


def _moves(places: list[int]) -> Iterator[int]:
    """Places of the swaps that bring ascending qubits next to the first one, in order."""
    for rank, place in enumerate(places):
        yield from range(place - 1, places[0] + rank - 1, -1)


def _steps(ops: Sequence[Op]) -> Iterator[Op]:
    for op in ops:
        if op.name == "qft" and len(op.qubits) > MATRIX_QUBITS:
            yield from fourier_steps(op.qubits)
        elif len(op.qubits) > MATRIX_QUBITS:
            raise JudgeUndecided(f"a gate on {len(op.qubits)} qubits is too wide for a chain")
        else:
            yield op
