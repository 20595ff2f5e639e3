"""Metric ``n1q``: number of one-qubit gates, ``rz`` included."""

from grader.exercise import Basis
from grader.judge._registry import metric
from grader.judge.metrics.translation import recipes
from grader.judge.program import Program


@metric("n1q")
def one_qubit_gates(program: Program, basis: Basis) -> int:
    """Count the one-qubit gates after the fixed translation."""
    return sum(cost.one_qubit for _, cost in recipes(program, basis))
