"""Send states through two circuits and measure by how much the results differ.

With all basis states as input the deviation is exact. With random ones it is an estimate whose
error has a bound (see `error_bound`), which is the last resort for circuits that no exact
method can decide, and marked as such. A few random states refute wrong circuits at once.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np

from grader.judge import work
from grader.judge.program import Matrix, Program
from grader.judge.simulator import evolve

__all__ = ["FEWEST", "SAMPLES", "Inputs", "affordable", "error_bound", "exact", "sampled"]

SAMPLES = 32
FEWEST = 20
"""Fewer random states would leave an error bound that says nothing."""
_BATCH_AMPLITUDES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The inputs that count.

    Attributes:
        num_qubits: Width of the circuits.
        clean: The last qubits start in 0.
        indices: Only these basis states count; ``None``: all whose clean qubits are 0.
    """

    num_qubits: int
    clean: int = 0
    indices: tuple[int, ...] | None = None

    @property
    def dimension(self) -> int:
        """Number of independent inputs."""
        # Not the length of `rows`: a hundred qubits have more than a range can count.
        if self.indices is not None:
            return len(self.indices)
        return 1 << (self.num_qubits - self.clean)

    @property
    def rows(self) -> Sequence[int]:
        """Basis states that an input may be a superposition of."""
        return range(1 << (self.num_qubits - self.clean)) if self.indices is None else self.indices


def exact(observed: Program, expected: Program | Matrix, inputs: Inputs, policy: str) -> float:
    """Return the deviation over all inputs, in blocks of columns; see `sampled` for its scale."""
    return _measure(observed, expected, _basis(inputs), policy)


def sampled(
    observed: Program, expected: Program | Matrix, inputs: Inputs, policy: str, samples: int
) -> float:
    """Estimate the deviation from random states, spread evenly over all directions.

    The states depend on the answer itself: a rejudge repeats them, and no answer can be made
    to fit them.

    Returns:
        ``1 - |tr(V'U)|/d`` over the inputs; for ``"relative"`` the same with a free phase for
        each output row, for ``"strict"`` the root of the mean square of ``|(U - V)x|/|x|``.

    Raises:
        JudgeUndecided: If it would take longer than the judge has.
    """
    return _measure(observed, expected, _random(observed, inputs, samples), policy)


def affordable(observed: Program, expected: Program | Matrix) -> int:
    """Return how many states can be sent through both in the time that is left."""
    one = work.seconds(observed)
    two = work.seconds(expected) if isinstance(expected, Program) else 0.0
    return int(work.left() / max(one + two, 1e-6))


def error_bound(samples: int, tolerance: float = 1e-7) -> float:
    """Return the probability, at most, that circuits far over the tolerance pass.

    Far over: ten times (``"relative"``: twenty times, and twice the bound). For a Gaussian
    input `x` and the difference `A` of the two operators, ``|Ax|^2`` is a sum of exponential
    variables with mean ``|A|_F^2``; Chernoff's bound over `k` inputs is ``(t e^(1-t))^k`` for
    falling below the share `t` of the mean, whatever the difference looks like. The unknown
    global phase is covered by a net of phases so fine that ``t = 0.2`` serves.
    """
    phases = math.pi / math.sqrt(1.8 * tolerance)
    return float(min(1.0, phases * (0.2 * math.exp(0.8)) ** samples))


def _basis(inputs: Inputs) -> Iterator[Matrix]:
    rows = inputs.rows
    size = _batch(inputs)
    for begin in range(0, len(rows), size):
        part = list(rows[begin : begin + size])
        states = np.zeros((1 << inputs.num_qubits, len(part)), dtype=complex, order="F")
        states[part, range(len(part))] = 1
        yield states


def _random(program: Program, inputs: Inputs, samples: int) -> Iterator[Matrix]:
    text = repr((program.num_qubits, program.ops, program.global_phase, samples)).encode()
    rng = np.random.default_rng(int.from_bytes(blake2b(text, digest_size=16).digest(), "big"))
    dimension = inputs.dimension
    where = slice(dimension) if inputs.indices is None else list(inputs.indices)
    size = _batch(inputs)
    for begin in range(0, samples, size):
        count = min(size, samples - begin)
        states = np.zeros((1 << inputs.num_qubits, count), dtype=complex, order="F")
        for column in range(count):
            states[where, column] = rng.normal(size=dimension)
            states[where, column] += 1j * rng.normal(size=dimension)
        yield states


def _batch(inputs: Inputs) -> int:
    return max(1, _BATCH_AMPLITUDES >> inputs.num_qubits)


def _measure(
    observed: Program, expected: Program | Matrix, batches: Iterator[Matrix], policy: str
) -> float:
    norm = difference = 0.0
    overlap: Any = 0j  # a number, or one number for each row
    for states in batches:
        norm += float(np.vdot(states, states).real)
        wanted = _sent(expected, states)
        got = evolve(observed, states)
        if policy == "relative":
            rows: Matrix = np.einsum("rj,rj->r", got, wanted.conj())
            overlap = overlap + rows
        elif policy == "strict":
            got = got - wanted
            difference += float(np.vdot(got, got).real)
        else:
            overlap += complex(np.vdot(wanted, got))
    if policy == "strict":
        return math.sqrt(difference / norm)
    return float(1 - np.sum(abs(np.asarray(overlap))) / norm)


def _sent(expected: Program | Matrix, states: Matrix) -> Matrix:
    if not isinstance(expected, Program):
        return expected @ states[: expected.shape[1]]
    return evolve(expected, np.array(states, order="F"))
