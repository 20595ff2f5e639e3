from datetime import timedelta

import pytest

from grader.jupyter.book import NotJudged, VerdictBook
from tests.classroom import NOON, right, wrong


@pytest.fixture
def book(classroom):
    made = []

    def open_book(counts):
        made.append(VerdictBook(classroom.folder.results, counts=counts))
        return made[-1]

    yield open_book
    for one in made:
        one.close()


def test_latest_counts_this_attempt_even_if_an_earlier_one_was_better(classroom, book):
    learner = classroom.learner()
    classroom.hand_in(learner, verdicts=[right("pair"), wrong("flip")])
    last = classroom.hand_in(learner, verdicts=[wrong("pair"), right("flip")])
    entries = book("latest").entries(last.id, learner, "tiny")
    assert {name: entry.points for name, entry in entries.items()} == {"pair": 0, "flip": 5000}


def test_best_counts_each_exercise_by_itself_and_names_the_attempt(classroom, book):
    learner = classroom.learner()
    classroom.hand_in(learner, verdicts=[right("pair"), wrong("flip")])
    later = NOON + timedelta(hours=3)
    last = classroom.hand_in(learner, verdicts=[wrong("pair"), right("flip")], at=later)
    entries = book("best").entries(last.id, learner, "tiny")
    assert {name: entry.points for name, entry in entries.items()} == {"pair": 10_000, "flip": 5000}
    assert entries["pair"].counted_at == NOON
    assert entries["flip"].counted_at is None


def test_both_languages_are_attempts_on_the_same_exercises(classroom, book):
    learner = classroom.learner()
    classroom.hand_in(learner, verdicts=[right("pair"), right("flip")], language="ja")
    last = classroom.hand_in(learner, verdicts=[wrong("pair"), wrong("flip")])
    entries = book("best").entries(last.id, learner, "tiny")
    assert entries["pair"].points == 10_000


def test_another_learners_attempt_is_refused(classroom, book):
    mine, other = classroom.learner(), classroom.learner()
    attempt = classroom.hand_in(other, verdicts=[right("pair"), right("flip")])
    with pytest.raises(NotJudged, match="is not one of"):
        book("latest").entries(attempt.id, mine, "tiny")


def test_an_unknown_rule_is_refused(classroom):
    with pytest.raises(ValueError, match="latest, best"):
        VerdictBook(classroom.folder.results, counts="newest")
