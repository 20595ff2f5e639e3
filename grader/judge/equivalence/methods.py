"""Choose the method by size and kind, for what is too large to be compared as matrices.

The order is fixed, and time decides nothing but how strong the proof is: tableaux, the normal form
of Pauli rotations, a few random states that refute a wrong circuit, all basis states in blocks of
columns where the work fits, beyond that matrix product states, QCEC, then random states in number.
What remains is undecided.
"""

from dataclasses import dataclass

import numpy as np

from grader.errors import JudgeUndecided
from grader.judge import work
from grader.judge.equivalence import chains, qcec, rotations, stimuli, tableau
from grader.judge.equivalence.stimuli import Inputs
from grader.judge.program import Matrix, Program
from grader.judge.simulator import DENSE_QUBITS, statevector

__all__ = ["STRICT", "Equivalence", "same_state", "same_unitary"]

STRICT = 1e-6
"""Largest difference of an entry, and of the root mean square of random states, for ``strict``."""
_REFUTING = 2
_REFUTED = 20
"""Two random states that differ by so many times the tolerance are a proof: that a circuit within
the tolerance shows as much has a probability below 1e-13."""
_EXACT_SHARE = 0.5
_EXACT_DIMENSION = 1 << 12
_QCEC_S = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalence:
    """Whether two programs are equal.

    Attributes:
        equal: The decision.
        method: ``"clifford"``, ``"rotations"``, ``"operator"``, ``"mps"``, ``"qcec"`` or
            ``"stimuli"``.
        error_bound: Probability, at most, that circuits more than ten times over the tolerance
            are called equal; 0 for exact methods and for refusals.
    """

    equal: bool
    method: str
    error_bound: float = 0.0

    @property
    def statistical(self) -> bool:
        """Whether the decision rests on samples."""
        return self.error_bound > 0


def same_unitary(
    observed: Program,
    expected: Program | Matrix,
    *,
    policy: str = "global",
    clean: int = 0,
    indices: tuple[int, ...] | None = None,
    tolerance: float = 1e-7,
) -> Equivalence:
    """Compare a program with another, or with a matrix, without holding both as matrices.

    Args:
        observed: The answer.
        expected: The target; as a program of the same width, for ``clean`` acting on the last
            qubits as identity; as a matrix with one column for each input.
        policy: ``"global"``, ``"strict"`` or ``"relative"``.
        clean: The last qubits start in 0 and must return as the target says.
        indices: Only these basis states count as inputs; ``None``: all.
        tolerance: Largest ``1 - |tr(V'U)|/d``; ``strict`` has its own, `STRICT`.

    Raises:
        JudgeUndecided: If no method applies, or none in the time that is left.
    """
    inputs = Inputs(num_qubits=observed.num_qubits, clean=clean, indices=indices)
    limit = STRICT if policy == "strict" else tolerance
    known = None
    if isinstance(expected, Program) and indices is None:
        known = _symbolic(observed, expected, policy, clean, limit)
    if known is not None:
        return known
    dense = observed.num_qubits <= DENSE_QUBITS
    affordable = stimuli.affordable(observed, expected) if dense else 0
    if affordable >= _REFUTING and inputs.dimension > _REFUTING:
        found = stimuli.sampled(observed, expected, inputs, policy, _REFUTING)
        # The strict deviation is a root.
        if found > (_REFUTED**0.5 if policy == "strict" else _REFUTED) * limit:
            return Equivalence(equal=False, method="stimuli")
    small = inputs.dimension <= min(_EXACT_DIMENSION, _EXACT_SHARE * affordable)
    if small or (affordable and inputs.dimension <= stimuli.SAMPLES <= affordable):
        found = stimuli.exact(observed, expected, inputs, policy)
        return Equivalence(equal=found <= limit, method="operator")
    return _large(observed, expected, inputs, policy, limit)


def _symbolic(
    observed: Program, expected: Program, policy: str, clean: int, limit: float
) -> Equivalence | None:
    """Compare by tableaux, or by the normal form of Pauli rotations; at any width."""
    method, equal = "clifford", tableau.same_unitary(observed, expected, policy=policy, clean=clean)
    if equal is None and policy != "relative":
        method = "rotations"
        if clean:
            pair = (tableau.with_references(part, clean) for part in (observed, expected))
            equal = rotations.same_state(*pair)
        else:
            equal = rotations.same_unitary(
                observed, expected, 1e-12 if policy == "strict" else limit
            )
    if equal and policy == "strict":
        if observed.num_qubits > DENSE_QUBITS:
            return None
        phase = np.vdot(statevector(expected), statevector(observed))
        equal = bool(abs(phase - 1) <= limit)
    return None if equal is None else Equivalence(equal=equal, method=method)


def _by_chains(
    observed: Program, expected: Program, inputs: Inputs, policy: str, limit: float
) -> Equivalence | None:
    if policy != "global" or inputs.indices is not None:
        return None
    try:
        equal = 1 - chains.trace(observed, expected, inputs.clean) <= limit
    except JudgeUndecided:
        return None
    return Equivalence(equal=equal, method="mps")


def _large(
    observed: Program, expected: Program | Matrix, inputs: Inputs, policy: str, limit: float
) -> Equivalence:
    dense = inputs.num_qubits <= DENSE_QUBITS
    if not dense and isinstance(expected, Program):
        close = _by_chains(observed, expected, inputs, policy, limit)
        if close is not None:
            return close
    plain = policy == "global" and not inputs.clean and inputs.indices is None
    if plain and isinstance(expected, Program):
        seconds = min(_QCEC_S, 0.4 * work.left())
        proved = qcec.same_unitary(observed, expected, tolerance=limit, seconds=seconds)
        # Where states can be simulated, those decide what QCEC holds for different.
        if proved or (proved is False and not dense):
            return Equivalence(equal=bool(proved), method="qcec")
    if not dense:
        raise JudgeUndecided(f"{inputs.num_qubits} qubits, and no method proved or refuted it")
    samples = min(stimuli.SAMPLES, stimuli.affordable(observed, expected))
    if samples < stimuli.FEWEST:
        raise JudgeUndecided(
            f"{len(observed.ops)} operations on {inputs.num_qubits} qubits take too long to "
            f"compare: {samples} of {stimuli.FEWEST} test states fit in the time that is left"
        )
    found = stimuli.sampled(observed, expected, inputs, policy, samples)
    if found > limit:
        return Equivalence(equal=False, method="stimuli")
    bound = stimuli.error_bound(samples, 1e-7 if policy == "strict" else limit)
    return Equivalence(
        equal=True,
        method="stimuli",
        error_bound=min(1.0, 2 * bound) if policy == "relative" else bound,
    )


def same_state(
    observed: Program, expected: Program, *, tolerance: float | None = None
) -> Equivalence:
    """Compare the states that two wide programs prepare from 0.

    Args:
        observed: The answer.
        expected: The target, of the same width.
        tolerance: Largest infidelity; ``None``: only compare by symbols, where the states can
            also be simulated densely.

    Raises:
        JudgeUndecided: If they are not Clifford, nor Clifford up to rotations that cancel, and
            too entangled for matrix product states.
    """
    method, equal = "clifford", tableau.same_state(observed, expected)
    if equal is None:
        method, equal = "rotations", rotations.same_state(observed, expected)
    if equal is None:
        if tolerance is None:
            raise JudgeUndecided(f"{observed.num_qubits} qubits, and not Clifford")
        method, equal = "mps", 1 - chains.fidelity(observed, expected) <= tolerance
    return Equivalence(equal=equal, method=method)
