"""Metric ``t_count``: number of T gates, which dominate the cost of fault tolerance."""

from grader.exercise import Basis
from grader.judge._registry import metric
from grader.judge.metrics.translation import recipes
from grader.judge.program import Program


@metric("t_count")
def t_gates(program: Program, basis: Basis) -> int:
    """Count T and its inverse after the fixed translation to Clifford gates and T.

    Counted as written, never merged: two T on one qubit in a row are two, an ``rz`` by an odd
    multiple of π/4 is one, a ``ccx`` is seven.
    """
    return sum(cost.t_gates for _, cost in recipes(program, basis))
