"""Every exercise judges its own submissions as they state: what `qskills verify` does, split."""

from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.submission import Submission

pytestmark = [pytest.mark.sandbox, pytest.mark.slow, pytest.mark.timeout(1500)]

CATALOG = Catalog(Path(__file__).parents[2])


@pytest.mark.parametrize("name", CATALOG.exercise_ids())
def test_every_submission_gets_the_verdict_and_reason_it_states(name, grader):
    wrong = {}
    for own in CATALOG.exercise(name).submissions():
        submission = Submission(data=own.path.read_bytes(), exercises=(name,), script=True)
        (verdict,) = grader.grade(submission).verdicts
        if (verdict.outcome, verdict.reason.key) != (own.outcome, own.reason):
            got = f"{verdict.outcome} ({verdict.reason.key}) {dict(verdict.reason.params)}"
            wrong[own.name] = f"states {own.outcome} ({own.reason}), got {got}"
    assert wrong == {}
