"""Choose the method by size and kind."""

from dataclasses import dataclass

from grader.errors import JudgeUndecided
from grader.judge.equivalence import qcec, stimuli, tableau
from grader.judge.program import Program

__all__ = ["Equivalence", "same_state", "same_unitary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalence:
    """Whether two programs are equal.

    Attributes:
        equal: The decision.
        method: ``"clifford"``, ``"qcec"`` or ``"stimuli"``.
        error_bound: Share of product inputs, at most, on which they may still differ (with
            99 % confidence); 0 for exact methods.
    """

    equal: bool
    method: str
    error_bound: float = 0.0

    @property
    def statistical(self) -> bool:
        """Whether the decision rests on samples."""
        return self.error_bound > 0


def same_unitary(
    observed: Program, expected: Program, *, policy: str = "global", clean: int = 0
) -> Equivalence:
    """Compare two programs that are too wide for matrices.

    Args:
        observed: The answer.
        expected: The target; for ``clean`` of the same width, acting on the last qubits as
            identity.
        policy: ``"global"``, ``"strict"`` or ``"relative"``.
        clean: The last qubits start in 0 and must return.

    Raises:
        JudgeUndecided: If no method applies.
    """
    if policy == "global" and not clean:
        equal = tableau.same_unitary(observed, expected)
        if equal is not None:
            return Equivalence(equal=equal, method="clifford")
        equal = qcec.same_unitary(observed, expected)
        if equal is not None:
            return Equivalence(equal=equal, method="qcec")
    return _sampled(observed, expected, policy, clean)


def _sampled(observed: Program, expected: Program, policy: str, clean: int) -> Equivalence:
    worst, samples = stimuli.largest_deviation(observed, expected, policy=policy, clean=clean)
    bound = stimuli.error_bound(samples)
    return Equivalence(equal=worst <= stimuli.TOLERANCE, method="stimuli", error_bound=bound)


def same_state(observed: Program, expected: Program) -> Equivalence:
    """Compare the states that two wide programs prepare from 0, both Clifford.

    Raises:
        JudgeUndecided: If one of them is not Clifford.
    """
    equal = tableau.same_state(observed, expected)
    if equal is None:
        raise JudgeUndecided(f"{observed.num_qubits} qubits, and not Clifford")
    return Equivalence(equal=equal, method="clifford")
