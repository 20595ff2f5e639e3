from datetime import UTC, datetime

import pytest

from leaderboard.progress import Week, closed_weeks, reached_by, walk
from leaderboard.ranking import Result
from leaderboard.records import Course, Exercise, Inputs, Names, Person

TOKYO = "Asia/Tokyo"
NAMES = Names(en="x", ja="x")


def at(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())


def exercise(name: str, points: int, *skills: str) -> Exercise:
    return Exercise(
        id=name, version=1, title=NAMES, level="A2", checker="state", skills=skills,
        max_points=points, formula="none", direction="min", par=None, best=None,
    )  # fmt: skip


def submission(learner: str, name: str, when: int, points: int = 10_000, merit: int = 100_000):
    return Result(id=when, learner=learner, exercise=name, accepted=points > 0, points=points,
                  cost=None, merit=merit if points else 0, submitted_at=when)  # fmt: skip


INPUTS = Inputs(
    consortium=NAMES, host=NAMES, companies=(),
    people=(Person(learner="ann", handle="q-1", company="a"),
            Person(learner="bob", handle="q-2", company="b", joined_at=at(2026, 11, 12))),
    exercises=(exercise("x", 10_000, "s"), exercise("y", 30_000, "s", "t"),
               exercise("unreleased", 10_000, "s")),
    courses=(Course(id="c", title=NAMES, level="A2", exercises=("x", "y"), required=("x", "y")),),
    formulas=(), baselines=(),
)  # fmt: skip


def test_a_week_ends_on_monday_midnight_in_tokyo():
    week = Week.of(at(2026, 11, 15, 14, 59), TOKYO)
    assert week.code == "2026-W46"
    assert week.ends_at == at(2026, 11, 15, 15)
    assert Week.of(at(2026, 11, 15, 15), TOKYO).code == "2026-W47"


def test_a_week_in_which_clocks_change_has_an_hour_more():
    week = Week.of(at(2026, 10, 24), "Europe/Berlin")
    assert week.ends_at - week.starts_at == 7 * 86_400 + 3600
    assert Week.of(week.ends_at, "Europe/Berlin").starts_at == week.ends_at


def test_the_first_week_of_a_year_carries_the_iso_year():
    assert Week.of(at(2027, 1, 2), TOKYO).code == "2026-W53"


def test_only_weeks_that_ended_are_closed():
    codes = [w.code for w in closed_weeks(at(2026, 11, 2), at(2026, 11, 15, 15), TOKYO)]
    assert codes == ["2026-W45", "2026-W46"]
    assert not list(closed_weeks(at(2026, 11, 2), at(2026, 11, 2, 1), TOKYO))


def test_mastery_is_points_over_all_released_exercises_of_the_skill():
    ann, _ = reached_by(INPUTS, at(2026, 11, 20), [submission("ann", "x", at(2026, 11, 3))])
    assert ann.mastery == {"s": 25_000, "t": 0}
    assert ann.tried == {"s"}


def test_merit_is_the_mean_over_required_exercises_and_untried_ones_count_nothing():
    ann, bob = reached_by(
        INPUTS, at(2026, 11, 20), [submission("ann", "x", at(2026, 11, 3), merit=80_000)]
    )
    assert (ann.merit, ann.completed) == (40_000, False)
    assert (bob.merit, bob.started) == (0, False)


def test_all_required_exercises_accepted_is_complete():
    made = [submission("ann", "x", 1), submission("ann", "y", 2)]
    assert reached_by(INPUTS, at(2026, 11, 20), made)[0].completed


def test_an_exercise_of_no_course_changes_nothing():
    ann, _ = reached_by(
        INPUTS, at(2026, 11, 20), [submission("ann", "unreleased", at(2026, 11, 3))]
    )
    assert ann.mastery == {"s": 0, "t": 0}
    assert ann.started


def test_a_learner_is_active_for_ninety_days():
    when = at(2026, 3, 1)
    made = [submission("ann", "x", when)]
    assert reached_by(INPUTS, when + 90 * 86_400, made)[0].active
    assert not reached_by(INPUTS, when + 90 * 86_400 + 1, made)[0].active


def test_a_learner_is_enrolled_from_joining_on():
    assert len(reached_by(INPUTS, at(2026, 11, 11), [])) == 1
    assert len(reached_by(INPUTS, at(2026, 11, 13), [])) == 2


def test_walking_week_by_week_equals_looking_at_each_end():
    made = [
        submission("ann", "x", at(2026, 10, 20), points=0),
        submission("ann", "x", at(2026, 10, 28), merit=60_000),
        submission("bob", "y", at(2026, 11, 4), points=15_000, merit=50_000),
        submission("ann", "x", at(2026, 11, 11), merit=90_000),
    ]
    weeks = list(closed_weeks(at(2026, 10, 20), at(2026, 11, 22), TOKYO))
    for week, everybody, _ in walk(INPUTS, weeks, made):
        assert everybody == reached_by(INPUTS, week.ends_at, made)


def test_who_submitted_in_a_week_is_counted_once_whatever_came_of_it():
    made = [
        submission("ann", "x", at(2026, 11, 3)), submission("ann", "x", at(2026, 11, 4)),
        submission("bob", "y", at(2026, 11, 5), points=0),
    ]  # fmt: skip
    [(_, _, submitted)] = walk(INPUTS, [Week.of(at(2026, 11, 4), TOKYO)], made)
    assert submitted == {"ann", "bob"}


def test_an_unknown_zone_is_an_error():
    with pytest.raises(Exception, match="No time zone"):
        Week.of(0, "Mars/Olympus")
