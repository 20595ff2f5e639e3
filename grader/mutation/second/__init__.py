"""The second opinion on mutants: whether an answer meets its statement, without any checker.

Plain linear algebra of ``qiskit.quantum_info``, NumPy and our exercises' targets; nothing of
`grader.judge.checkers`, `equivalence` or `simulator`. Slow is fine here.
"""

from grader.mutation.second.opinion import meets

__all__ = ["meets"]
