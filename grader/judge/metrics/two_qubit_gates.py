"""Metric ``n2q``: number of two-qubit gates."""

from grader.exercise import Basis
from grader.judge._registry import metric
from grader.judge.metrics.translation import recipes
from grader.judge.program import Program


@metric("n2q")
def two_qubit_gates(program: Program, basis: Basis) -> int:
    """Count the two-qubit gates after the fixed translation."""
    return sum(len(cost.pairs) for _, cost in recipes(program, basis))
