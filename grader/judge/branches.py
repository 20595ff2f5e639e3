"""Simulate circuits with measurements, resets and conditions exactly, over all branches.

For each content of the classical bits the state is held as columns ``A`` of shape
``(2**n, m)``, not normalised: the density matrix of that branch is ``A A^+`` and its trace the
branch's probability. Branches that meet in the same bits share one array; where columns outnumber
what a mixed state needs they are merged by diagonalising it, which changes no probability
beyond rounding. A branch of probability 0 is dropped, so that nothing can be chosen
by a result that never occurs.

Measurements at the end are not branched over: their distribution is read from the amplitudes.
Bit order is Qiskit's: qubit 0 and classical bit 0 are the least significant, rightmost in labels.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from grader.errors import CheckerFailed, JudgeUndecided
from grader.judge.program import Matrix, Op, Program
from grader.judge.simulator import DENSE_QUBITS, evolve, statevector
from grader.judge.work import left

__all__ = ["Ensemble", "simulate", "without_readout"]

AMPLITUDES = 1 << 22
"""Amplitudes of all branches together, at most (64 MiB)."""
WORK = 1 << 28
"""Amplitudes times operations, at most: about ten seconds."""
_CALL = 1 << 10
"""What applying one operation costs beside its amplitudes, in amplitudes."""
_NOTHING = 1e-15
"""Probability below which a branch does not occur."""
_PLAIN_BITS = 60
"""The last classical bit that a machine integer holds."""
_FEW = 8
"""Columns that are not worth merging."""

Parts = dict[int, Matrix]


@dataclass(frozen=True, slots=True)
class Ensemble:
    """What a circuit leaves behind.

    Attributes:
        num_qubits: Width.
        num_clbits: Number of classical bits.
        parts: Columns of each branch by the content of its classical bits, an integer.
        readout: Measurements at the end that are still to be made: qubit by classical bit.
    """

    num_qubits: int
    num_clbits: int
    parts: Mapping[int, Matrix]
    readout: Mapping[int, int]

    def outcomes(self) -> dict[int, float]:
        """Return the probability of each content of the classical bits."""
        found: dict[int, float] = {}
        qubits = sorted(set(self.readout.values()))
        cleared = ~sum(1 << clbit for clbit in self.readout)
        for bits, columns in self.parts.items():
            weights = self._weights(columns, qubits)
            present = np.flatnonzero(weights > _NOTHING)
            read = self._read(present, qubits)
            for key, weight in zip(read.tolist(), weights[present].tolist(), strict=True):
                whole = bits & cleared | key
                found[whole] = found.get(whole, 0.0) + weight
        return found

    def marginal(self, qubits: Iterable[int]) -> dict[int, float]:
        """Return the probability of each basis state of some qubits, the first least significant.

        Whatever the classical bits hold; the qubits are measured now.
        """
        which = list(qubits)
        total = sum(self._weights(columns, which) for columns in self.parts.values())
        return {index: float(w) for index, w in enumerate(np.ravel(total)) if w > _NOTHING}

    def overlaps(self, state: Matrix, on: Iterable[int]) -> dict[int, tuple[float, float]]:
        """Return ``(probability, <state|rho|state>)`` of each branch.

        `rho` is the branch's reduced density matrix on `on`, of trace equal to its probability.
        """
        order = list(on)
        found = {}
        for bits, columns in self.parts.items():
            rows = self._rows(columns, order)
            found[bits] = (
                float(np.sum(abs(rows) ** 2)),
                float(np.sum(abs(state.conj() @ rows) ** 2)),
            )
        return found

    def reduced(self, on: Iterable[int], bits: int | None = None) -> Matrix:
        """Return the density matrix of some qubits, of all branches or of one (trace 1)."""
        order = list(on)
        chosen = self.parts.values() if bits is None else [self.parts[bits]]
        rho = sum(rows @ rows.conj().T for rows in (self._rows(part, order) for part in chosen))
        matrix: Matrix = np.asarray(rho) / np.trace(rho).real
        return matrix

    def _read(self, indices: npt.NDArray[np.intp], qubits: list[int]) -> npt.NDArray[np.object_]:
        """Return what the measurements at the end write, for basis states of these qubits."""
        wide = max(self.readout, default=0) > _PLAIN_BITS
        places = indices.astype(object if wide else np.int64)
        keys = places * 0
        for clbit, qubit in self.readout.items():
            keys = keys | ((places >> qubits.index(qubit)) & 1) << clbit
        return keys

    def _weights(self, columns: Matrix, qubits: list[int]) -> Matrix:
        tensor = np.sum(abs(columns) ** 2, axis=1).reshape((2,) * self.num_qubits)
        keep = [self.num_qubits - 1 - qubit for qubit in reversed(qubits)]
        rest = tuple(axis for axis in range(self.num_qubits) if axis not in keep)
        # Summing keeps the order of the axes; bring the first qubit to the last place.
        left = sorted(keep)
        summed = tensor.sum(axis=rest)
        return np.asarray(summed.transpose([left.index(axis) for axis in keep])).reshape(-1)

    def _rows(self, columns: Matrix, on: list[int]) -> Matrix:
        """Return the columns with the qubits `on` as rows and everything else as columns."""
        tensor = columns.reshape((2,) * self.num_qubits + (columns.shape[1],))
        axes = [self.num_qubits - 1 - qubit for qubit in reversed(on)]
        return np.moveaxis(tensor, axes, range(len(axes))).reshape(1 << len(on), -1)


def simulate(program: Program, *, keep: Iterable[int] | None = None) -> Ensemble:
    """Run a program from 0 and return all its branches.

    Args:
        program: Gates, ``measure``, ``reset`` and ``if``.
        keep: Qubits whose state is looked at afterwards, so that a measurement at the end
            must disturb it; left out: none.

    Raises:
        CheckerFailed: If an operation is none of these.
        JudgeUndecided: If there is too much to hold or to compute.
    """
    if program.num_qubits > DENSE_QUBITS:
        raise JudgeUndecided(f"{program.num_qubits} qubits are too many for a dense simulation")
    ops, readout = without_readout(program.ops, frozenset(keep or ()))
    if all(op.unitary for op in ops):
        state = statevector(Program(program.num_qubits, ops, program.global_phase))
        return Ensemble(program.num_qubits, program.num_clbits, {0: state[:, None]}, readout)
    start = np.zeros((1 << program.num_qubits, 1), dtype=complex)
    start[0] = 1
    parts = _Run(program.num_qubits).through(ops, {0: start})
    return Ensemble(program.num_qubits, program.num_clbits, parts, readout)


def without_readout(
    ops: tuple[Op, ...], kept: frozenset[int] = frozenset()
) -> tuple[tuple[Op, ...], dict[int, int]]:
    """Split off the measurements after which neither qubit nor bit is used."""
    busy_qubits, busy_clbits = set(kept), set[int]()
    rest, readout = [], {}
    for op in reversed(ops):
        last = op.name == "measure" and op.qubits[0] not in busy_qubits
        if last and op.clbits[0] not in busy_clbits:
            readout[op.clbits[0]] = op.qubits[0]
        else:
            busy_qubits.update(op.qubits)
            rest.append(op)
        busy_clbits.update(_clbits(op))
    return tuple(reversed(rest)), readout


def _clbits(op: Op) -> Iterator[int]:
    yield from op.clbits
    for block in op.blocks:
        for inner in block:
            yield from _clbits(inner)


class _Run:
    """Applies operations to branches and counts the work."""

    def __init__(self, num_qubits: int) -> None:
        self.num_qubits = num_qubits
        self.work = 0

    def through(self, ops: Iterable[Op], parts: Parts) -> Parts:
        for unitary, group in groupby(ops, key=lambda op: op.unitary):
            if unitary:
                parts = self.gates(tuple(group), parts)
                continue
            for op in group:
                parts = self.dynamic(op, parts)
        return parts

    def gates(self, ops: tuple[Op, ...], parts: Parts) -> Parts:
        self.count(parts, len(ops))
        program = Program(self.num_qubits, ops)
        return {bits: evolve(program, columns) for bits, columns in parts.items()}

    def dynamic(self, op: Op, parts: Parts) -> Parts:
        self.count(parts, 1)
        if op.name == "if":
            hit = {bits: part for bits, part in parts.items() if _holds(op, bits)}
            miss = {bits: part for bits, part in parts.items() if bits not in hit}
            then, other = op.blocks
            done = (self.through(then, hit), self.through(other, miss))
            return self.joined(pair for part in done for pair in part.items())
        zero, one = self.half(op, parts, 0), self.half(op, parts, 1)
        if op.name == "measure":
            bit = 1 << op.clbits[0]
            low = ((bits & ~bit, part) for bits, part in zero.items())
            high = ((bits | bit, part) for bits, part in one.items())
            return self.joined([*low, *high])
        if op.name == "reset":
            flipped = self.gates((Op("x", (), op.qubits),), one)
            return self.joined([*zero.items(), *flipped.items()])
        raise CheckerFailed(f"{op.name} cannot be simulated")

    def half(self, op: Op, parts: Parts, value: int) -> Parts:
        """Return the branches in which a qubit is found in `value`, without those of weight 0."""
        other = (np.arange(1 << self.num_qubits) >> op.qubits[0] & 1) != value
        found = {}
        for bits, columns in parts.items():
            part = columns.copy()
            part[other] = 0
            part = part[:, np.sum(abs(part) ** 2, axis=0) > _NOTHING]
            if part.shape[1]:
                found[bits] = part
        return found

    def joined(self, pairs: Iterable[tuple[int, Matrix]]) -> Parts:
        groups: dict[int, list[Matrix]] = {}
        for bits, columns in pairs:
            groups.setdefault(bits, []).append(columns)
        joined = {bits: np.hstack(group) for bits, group in groups.items()}
        for columns in joined.values():
            if columns.shape[1] > _FEW:
                self.spend(columns.size * min(columns.shape) // 2)
        return {bits: _merged(columns) for bits, columns in joined.items()}

    def count(self, parts: Parts, operations: int) -> None:
        size = sum(part.size for part in parts.values())
        if size > AMPLITUDES:
            raise JudgeUndecided("too many branches to hold them all")
        self.spend((size + _CALL * len(parts)) * operations)

    def spend(self, work: int) -> None:
        self.work += work
        if self.work > WORK or left() <= 0:
            raise JudgeUndecided("too many branches to follow them all")


def _holds(op: Op, bits: int) -> bool:
    read = sum((bits >> clbit & 1) << place for place, clbit in enumerate(op.clbits))
    return read == op.value


def _merged(columns: Matrix) -> Matrix:
    """Return fewer columns with the same density matrix."""
    rows, count = columns.shape
    if count <= _FEW:
        return columns
    if count <= rows:
        # A V is as good as A for any unitary V: this one makes the columns orthogonal.
        weights, turn = np.linalg.eigh(columns.conj().T @ columns)
        return np.asarray(columns @ turn[:, weights > _NOTHING])
    weights, states = np.linalg.eigh(columns @ columns.conj().T)
    present = weights > _NOTHING
    return np.asarray(states[:, present] * np.sqrt(weights[present]))
