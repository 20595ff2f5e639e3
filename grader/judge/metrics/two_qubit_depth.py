"""Metric ``depth2q``: layers that hold a two-qubit gate."""

from grader.exercise import Basis
from grader.judge._registry import metric
from grader.judge.metrics.translation import recipes
from grader.judge.program import Program


@metric("depth2q")
def two_qubit_depth(program: Program, basis: Basis) -> int:
    """Return the length of the longest path, counting two-qubit gates only."""
    level = [0] * program.num_qubits
    for op, cost in recipes(program, basis):
        for first, second in cost.pairs:
            one, two = op.qubits[first], op.qubits[second]
            level[one] = level[two] = max(level[one], level[two]) + 1
    return max(level, default=0)
