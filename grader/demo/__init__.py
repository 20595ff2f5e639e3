"""The demo consortium: fictional companies whose learners' notebooks are really graded.

`population` plans who hands in what and when; `grader.demo.notebooks.write` turns a planned
submission into the bytes of a notebook, and `arrivals` hands them in with their past times.
Verdicts, costs and ranks come out of grading them.
"""

from grader.demo.companies import TEMPLATE
from grader.demo.intake import arrivals, enrol
from grader.demo.jobs import PlannedJob, planned_jobs, run_jobs
from grader.demo.plan import YOU, Population, population
from grader.demo.planned import PlannedSubmission

__all__ = [
    "TEMPLATE",
    "YOU",
    "PlannedJob",
    "PlannedSubmission",
    "Population",
    "arrivals",
    "enrol",
    "planned_jobs",
    "population",
    "run_jobs",
]
