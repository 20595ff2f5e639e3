"""Texts: their length is judged, their content is not."""

import pytest

from grader.answer.encode import encode
from grader.errors import CheckerFailed
from grader.judge.run import judge
from grader.judge.task import Task
from grader.practice import feedback_of

RUBRIC = [{"en": "names a figure", "ja": "数値がある"}, {"en": "is brief", "ja": "簡潔である"}]
OPTIONS = {"characters": [30, 80], "words": [10, 20]}


@pytest.fixture
def judged(exercise_of):
    def run(answer, *, form_only=False, options=OPTIONS):
        exercise = exercise_of("text", kind="text", options=options)
        return judge(Task(exercise=exercise, target=RUBRIC, form_only=form_only), encode(answer))

    return run


@pytest.mark.parametrize(
    ("answer", "outcome", "key"),
    [
        ("word " * 10, "IN", "by-hand"),
        ("word " * 20, "IN", "by-hand"),
        ("word " * 9, "FE", "text-length"),
        ("word " * 21, "FE", "text-length"),
        ("あ" * 30, "IN", "by-hand"),
        ("漢字かな" * 20, "IN", "by-hand"),
        ("あ" * 29, "FE", "text-length"),
        ("あ" * 81, "FE", "text-length"),
        ("ア\n　" * 30, "IN", "by-hand"),
        ("量子 computing の効果を QAOA と比べて 3.5 億円と見積もりました。", "IN", "by-hand"),
        ("... " * 15, "FE", "text-length"),
        ("あ" * 29 + "\u200b" * 30, "FE", "text-length"),
        ("あ" * 60 + "\u200b" * 60, "IN", "by-hand"),
        ("a\u200bb " * 10, "IN", "by-hand"),
        ("\u200b\u2060\ufeff " * 40, "NA", "empty-text"),
        ("", "NA", "empty-text"),
        (" \n\t　", "NA", "empty-text"),
        (["word"] * 12, "FE", "type"),
        (None, "FE", "type"),
        (12, "FE", "type"),
    ],
)
def test_only_the_length_is_judged(answer, outcome, key, judged):
    verdict = judged(answer)
    assert (verdict.outcome, verdict.reason.key, verdict.points) == (outcome, key, 0)


def test_languages_are_measured_in_their_own_unit(judged):
    assert judged("word " * 9).reason.params["pattern"] == "words"
    assert judged("あ" * 9).reason.params["pattern"] == "characters"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_rubric_is_shown_with_the_verdict(language, judged, exercise_of):
    verdict = judged("word " * 12)
    card = feedback_of(verdict, exercise_of("text", kind="text"), language)
    assert all(row[language] in card.items for row in RUBRIC)
    assert all(row[language] in card.text() for row in RUBRIC)


def test_practice_says_that_the_form_is_right_and_no_more(judged):
    verdict = judged("word " * 12, form_only=True)
    assert (verdict.outcome, verdict.reason.key, verdict.picture) == ("IN", "form-only", None)


def test_a_range_the_wrong_way_round_is_our_fault(judged):
    with pytest.raises(CheckerFailed, match="words"):
        judged("word " * 12, options={"words": [20, 10]})
