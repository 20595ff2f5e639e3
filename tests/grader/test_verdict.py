import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import errors
from grader.verdict import PRECEDENCE, Outcome, Reason, Verdict, most_severe


def test_every_outcome_has_one_place_in_the_precedence():
    assert sorted(PRECEDENCE) == sorted(Outcome)


@given(st.lists(st.sampled_from(list(Outcome)), min_size=1))
def test_the_most_severe_outcome_does_not_depend_on_order(outcomes):
    assert most_severe(outcomes) is most_severe(sorted(outcomes))
    assert most_severe(outcomes) in outcomes


def test_our_fault_wins_over_everything_and_acceptance_over_nothing():
    for outcome in Outcome:
        assert most_severe([outcome, Outcome.JUDGE_ERROR]) is Outcome.JUDGE_ERROR
        assert most_severe([outcome, Outcome.ACCEPTED]) is outcome


def test_a_verdict_survives_its_stored_form():
    verdict = Verdict(
        exercise="bell-pair",
        version=2,
        outcome=Outcome.LIMIT_EXCEEDED,
        reason=Reason(key="n2q", params={"limit": 3, "value": 5}),
        max_points=10_000,
        cost=43,
        metrics={"n2q": 5},
        method="statevector",
        picture={"bars": [["00", 0.5, 0.5]]},
        versions={"judge": "1"},
        seed="ab",
    )
    assert Verdict.from_json(json.loads(json.dumps(verdict.to_json()))) == verdict


@pytest.mark.parametrize(
    "error",
    [
        errors.ExerciseNotFound("x", ["bell-pair"]),
        errors.ExerciseInvalid("x", ["exercise.toml: id: missing; add it"]),
        errors.NotebookInvalid("not-json", "en", "ja"),
        errors.AnswerMalformed("nan", "$.ops[0]", "inf"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_keep_their_fields_across_a_process_boundary(error):
    again = copy.copy(error)
    assert (str(again), vars(again)) == (str(error), vars(error))
    assert isinstance(again, errors.GraderError)


def test_the_tree_in_the_docstring_names_every_error():
    for name in errors.__all__:
        assert name in (errors.__doc__ or "")
