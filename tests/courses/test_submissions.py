"""Every exercise judges its own submissions as they state, and explains them one by one."""

import pytest

from grader.judge.explain import message
from grader.submission import Submission
from grader.verdict import Outcome
from tests.content import CATALOG

pytestmark = [pytest.mark.sandbox, pytest.mark.slow, pytest.mark.timeout(1500)]


@pytest.mark.parametrize("name", CATALOG.exercise_ids())
def test_every_submission_gets_the_verdict_and_reason_it_states(name, grader):
    wrong, told = {}, []
    for own in CATALOG.exercise(name).submissions():
        submission = Submission(data=own.path.read_bytes(), exercises=(name,), script=True)
        (verdict,) = grader.grade(submission).verdicts
        if (verdict.outcome, verdict.reason.key) != (own.outcome, own.reason):
            got = f"{verdict.outcome} ({verdict.reason.key}) {dict(verdict.reason.params)}"
            wrong[own.name] = f"states {own.outcome} ({own.reason}), got {got}"
        if verdict.outcome is Outcome.WRONG_ANSWER:
            told.append(message(verdict, "en", CATALOG.exercise(name)))
    assert wrong == {}
    # Different mistakes get different texts; some come to the very same wrong state.
    assert len(set(told)) >= len(told) / 2
