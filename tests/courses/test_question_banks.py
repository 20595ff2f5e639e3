"""Right options must not stand out: strategies that read no question must fail on every bank."""

from pathlib import Path

import pytest

from grader.draw import Draw
from grader.judge.loading import load_task
from grader.judge.task import Question
from tests.content import CATALOG

BANKS = [name for name in CATALOG.exercise_ids() if CATALOG.exercise(name).checker == "choice"]
LANGUAGES = ("en", "ja")
# Chance is 25 %; accepted are 80 %, a part is earned from 60 % on.
MOST = 0.40


def drawn(name: str, attempt: int) -> tuple[Question, ...]:
    draw = Draw(learner="l-000001", attempt=attempt)
    return load_task(CATALOG.exercise(name), seed=b"", draw=draw).questions


def bank(name: str) -> list[Question]:
    """Return the whole bank, put together from many draws."""
    found = {question.id: question for n in range(60) for question in drawn(name, n)}
    return [found[key] for key in sorted(found)]


def by_length(question: Question, language: str) -> list[str]:
    options = sorted(question.options, key=lambda option: option.id)
    return [option.id for option in sorted(options, key=lambda o: -len(o.text[language]))]


def share(questions, pick) -> float:
    hits = sum(pick(question) == question.key for question in questions)
    return hits / len(questions)


@pytest.mark.parametrize("name", BANKS)
def test_a_bank_is_large_enough_for_three_attempts(name):
    questions = bank(name)
    assert len(questions) >= 2 * int(CATALOG.exercise(name).options["draw"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BANKS)
def test_no_rank_of_length_gives_the_right_option_away(name, language):
    questions = bank(name)
    for rank in range(4):
        got = share(questions, lambda q, rank=rank: by_length(q, language)[rank])
        assert got < MOST, f"rank {rank} by length is right in {got:.0%}"


@pytest.mark.parametrize("name", BANKS)
def test_no_option_id_gives_the_right_option_away(name):
    questions = bank(name)
    for option_id in {option.id for question in questions for option in question.options}:
        assert share(questions, lambda _, option_id=option_id: option_id) < MOST


@pytest.mark.parametrize("name", BANKS)
def test_no_place_in_the_list_gives_the_right_option_away(name):
    for place in range(4):
        shares = [
            share(drawn(name, n), lambda q, place=place: q.options[place].id) for n in range(40)
        ]
        assert sum(shares) / len(shares) < MOST
        assert max(shares) < CATALOG.exercise(name).score.pass_share


@pytest.mark.parametrize("name", BANKS)
def test_every_option_is_there_in_both_languages_with_its_reason(name):
    for question in bank(name):
        assert len(question.options) == 4, question.id
        for language in LANGUAGES:
            texts = [option.text[language] for option in question.options]
            assert len(set(texts)) == 4, f"{question.id}: two options say the same"
            assert all(option.why and option.why[language] for option in question.options)
        assert question.text.en.isascii(), question.id
        assert not question.text.ja.isascii(), question.id


@pytest.mark.parametrize("name", BANKS)
def test_the_reason_of_the_right_option_alone_says_right(name):
    for question in bank(name):
        said = {o.id for o in question.options if o.why.en.startswith("Right:")}
        said_ja = {o.id for o in question.options if o.why.ja.startswith("そのとおりです")}
        assert said == said_ja == {question.key}, question.id
