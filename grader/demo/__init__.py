"""The demo consortium: fictional companies whose learners' notebooks are really graded.

`population` plans who hands in what and when; `grader.demo.notebooks.write` turns a planned
submission into the bytes of a notebook. Verdicts, costs and ranks come out of grading them.
"""

from grader.demo.companies import TEMPLATE
from grader.demo.plan import YOU, PlannedSubmission, Population, population

__all__ = ["TEMPLATE", "YOU", "PlannedSubmission", "Population", "population"]
