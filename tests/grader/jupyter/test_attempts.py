"""Which submissions count, where an exercise with a cap stands in several lessons."""

from pathlib import Path

from grader.catalog import Catalog
from grader.jupyter.collector import attempt_cap

CATALOG = Catalog(Path(__file__).parents[3])


def test_an_exercise_with_a_cap_has_its_attempts_once_wherever_it_stands():
    places = [
        (course, lesson.id)
        for course in CATALOG.courses()
        for lesson in course.assignments
        if "mgr-basics" in lesson.exercises
    ]
    assert len(places) >= 2
    for course, lesson in places:
        cap, shares = attempt_cap(course, lesson, CATALOG)
        assert cap == 3
        assert set(shares) == {(c.id, name) for c, name in places} - {(course.id, lesson)}


def test_a_lesson_without_a_cap_shares_nothing():
    assert attempt_cap(CATALOG.course("c1"), "bell", CATALOG) == (None, ())
