"""Compare the judge with a second method on random pairs of right and wrong answers.

Each pair is built so that its verdict is known: equal by construction, different by
construction, or three times below and above a tolerance. It goes through the whole judge, and a
second method that shares no code with it (dense arrays of its own, Qiskit's quantum_info, stim's
tableaux) measures the deviation. Three voices must agree, else there is a bug in one of them.
"""

from grader.judge.selfcheck.check import Disagreement, Report, selfcheck
from grader.judge.selfcheck.families import FAMILIES

__all__ = ["FAMILIES", "Disagreement", "Report", "selfcheck"]
