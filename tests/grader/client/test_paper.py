"""The question paper shows the public draw; the form of an answer is checked against it."""

import json

import pytest

from grader import check, questions
from grader.exercise import AnswerSpec, Basis, Exercise, Score, Text
from grader.judge.pack import pack
from grader.judge.task import Option, Question, Task
from grader.limits import Limits


def both(words):
    return Text(en=words, ja=f"{words}（日本語）")


BANK = tuple(
    Question(
        id=f"question-{number}",
        text=both(f"What is {number}?"),
        options=tuple(Option(id=f"option-{n}", text=both(f"It is {n}.")) for n in range(4)),
    )
    for number in range(6)
)
QUIZ = Exercise(
    id="quiz", version=1, checker="choice", skills=("business",), level="A1", title=both("Quiz"),
    answer=AnswerSpec(kind="choice"), limits=Limits(), basis=Basis(), score=Score(points=4),
    options={"draw": 3},
)  # fmt: skip


@pytest.fixture
def quiz(lesson):
    """Put the quiz beside the notebook."""
    packed = pack(Task(exercise=QUIZ, questions=BANK, form_only=True))
    row = {
        "kind": "choice", "version": 1, "title": packed["exercise"]["title"], "hints": [],
        "statement": {"en": "", "ja": ""}, "questions": packed["questions"], "draw": 3,
        "task": packed,
    }  # fmt: skip
    tree = {"format": "qskills-practice/1", "language": "en", "exercises": {"quiz": row}}
    lesson.write_text(json.dumps(tree), encoding="utf-8")


def shown(capsys):
    text = capsys.readouterr().out
    return [question.id for question in BANK if f"[{question.id}]" in text], text


def test_the_paper_shows_the_draw_with_the_ids_to_answer_with(quiz, capsys):
    assert questions("quiz") is None
    drawn, text = shown(capsys)
    assert len(drawn) == 3
    assert text.count("[option-2] It is 2.") == 3
    assert f'"{drawn[0]}": ""' in text


def test_a_learner_gets_a_new_draw_for_each_attempt(quiz, capsys, monkeypatch):
    monkeypatch.setenv("QSKILLS_LEARNER", "l-000123")
    papers = []
    for attempt in (1, 2, 3, 1):
        questions("quiz", attempt)
        papers.append(shown(capsys)[1])
    assert papers[0] == papers[3]
    assert len(set(papers)) == 3


def test_the_form_of_an_answer_is_checked_against_the_draw_that_was_shown(
    quiz, capsys, monkeypatch
):
    monkeypatch.setenv("QSKILLS_LEARNER", "l-000123")
    questions("quiz", 2)
    drawn, _ = shown(capsys)
    other = [question.id for question in BANK if question.id not in drawn]
    assert check("quiz", dict.fromkeys(drawn, "option-1")) == 4
    assert "judged after you submit" in capsys.readouterr().out
    assert check("quiz", dict.fromkeys(drawn[:2], "option-1")) == 0
    assert check("quiz", dict.fromkeys([*drawn[:2], other[0]], "option-1")) == 0
    assert check("quiz", dict.fromkeys(drawn, "A")) == 0


def test_an_exercise_without_questions_says_so(quiz, lesson, packs, capsys):
    lesson.write_text(json.dumps(packs["en"]), encoding="utf-8")
    questions("bell-pair")
    assert "no questions" in capsys.readouterr().out


def test_the_paper_is_in_japanese_where_that_is_asked(quiz, capsys):
    questions("quiz", lang="ja")
    assert "（日本語）" in shown(capsys)[1]
