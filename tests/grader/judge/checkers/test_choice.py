"""Checker `choice`: hidden key, shares, foreign draws, and notes on the picked options only."""

import json

import pytest

from grader.draw import Draw, draw_questions
from grader.exercise import Text
from grader.judge.explain import message
from grader.judge.task import Option, Question
from grader.verdict import Outcome

SCORE = {"pass_share": 0.8, "partial_share": 0.6}


def question(number):
    options = tuple(
        Option(
            id=letter,
            text=Text(en=letter, ja=letter),
            why=Text(en=f"note {number}{letter}", ja=f"注 {number}{letter}"),
        )
        for letter in ("a", "b", "c")
    )
    key = "abc"[number % 3]
    return Question(id=f"q{number}", text=Text(en="?", ja="?"), options=options, key=key)


QUESTIONS = tuple(question(number) for number in range(10))


def answers(right):
    picked = {}
    for number, item in enumerate(QUESTIONS):
        wrong = next(option.id for option in item.options if option.id != item.key)
        picked[item.id] = item.key if number < right else wrong
    return picked


@pytest.mark.parametrize(
    ("right", "outcome", "points"),
    [
        (10, Outcome.ACCEPTED, 10_000),
        (8, Outcome.ACCEPTED, 10_000),
        (7, Outcome.PARTIALLY_ACCEPTED, 4_200),
        (6, Outcome.PARTIALLY_ACCEPTED, 3_600),
        (5, Outcome.WRONG_ANSWER, 0),
        (0, Outcome.WRONG_ANSWER, 0),
    ],
)
def test_shares_decide(right, outcome, points, judged):
    verdict = judged("choice", None, answers(right), questions=QUESTIONS, score=SCORE)
    assert (verdict.outcome, verdict.points) == (outcome, points)


def test_verdict_explains_picked_options_and_never_names_the_key(judged):
    verdict = judged("choice", None, answers(5), questions=QUESTIONS, score=SCORE)
    rows = verdict.picture["rows"]
    assert [row["question"] for row in rows] == ["q5", "q6", "q7", "q8", "q9"]
    shown = json.dumps(verdict.to_json())
    for item in QUESTIONS[5:]:
        assert f"note {item.id[1:]}{item.key}" not in shown
    assert "5" in message(verdict, "en")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda found: found | {"q11": "a"}, "other-draw"),
        (lambda found: {k: v for k, v in found.items() if k != "q3"}, "length"),
        (lambda found: found | {"q3": "z"}, "other-draw"),
        (lambda found: {**{k: v for k, v in found.items() if k != "q3"}, "x": "a"}, "other-draw"),
        (lambda found: list(found.values()), "type"),
        (lambda found: found | {"q3": 1}, "type"),
        (lambda found: {}, "length"),
    ],
)
def test_other_forms_are_refused(change, key, judged):
    verdict = judged("choice", None, change(answers(10)), questions=QUESTIONS, score=SCORE)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.FORM_ERROR, key)


def test_same_place_everywhere_is_named(judged):
    verdict = judged(
        "choice", None, {item.id: "a" for item in QUESTIONS}, questions=QUESTIONS, score=SCORE
    )
    assert verdict.reason.params["pattern"] == "same-place"


def test_draw_is_pure_and_differs_by_learner_and_attempt():
    bank = {f"q{number}": ["a", "b", "c", "d"] for number in range(40)}

    def drawn(learner, attempt):
        who = Draw(learner=learner, attempt=attempt)
        return draw_questions(bank, exercise="e", version=1, draw=who, count=20)

    first = drawn("l-1", 1)
    assert first == drawn("l-1", 1)
    assert len({name for name, _ in first}) == 20
    assert all(sorted(options) == ["a", "b", "c", "d"] for _, options in first)
    assert len({drawn("l-1", 1), drawn("l-1", 2), drawn("l-2", 1)}) == 3
    assert any(options != ("a", "b", "c", "d") for _, options in first)
