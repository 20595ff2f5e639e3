import copy
import json

import pytest

from grader import errors
from grader.verdict import Outcome, Reason, Verdict


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
