from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderboard.attempts import Attempts
from leaderboard.panel import Panel, keys_of
from leaderboard.progress import Week, closed_weeks, walk
from leaderboard.ranking import Result
from leaderboard.records import Course, Exercise, Inputs, Names, Person
from tests.leaderboard.by_hand import fared_of, panel_of, reached_by, tried_by

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


CY = Person(learner="cy", handle="q-3", company="a", joined_at=at(2026, 10, 9))


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


def seen(moment: int, made: list[Result]) -> dict[str, Panel]:
    """What each learner reached before a moment."""
    week = Week(starts_at=0, ends_at=moment, code="")
    [(_, panel, _)] = walk(INPUTS, [week], Attempts.of(INPUTS, made))
    place = {int(key): n for n, key in enumerate(panel.keys)}
    return {
        person.learner: panel.take(np.array([place[key]]))
        for person in INPUTS.people
        if (key := int(keys_of([person.learner])[0])) in place
    }


def flag(one: Panel, name: str) -> bool:
    return bool(one.share_of(name)[0])


def test_mastery_is_points_over_all_released_exercises_of_the_skill():
    ann = seen(at(2026, 11, 20), [submission("ann", "x", at(2026, 11, 3))])["ann"]
    assert ann.skills == ("s", "t")
    assert ann.mastery.tolist() == [[25_000, 0]]
    assert ann.tried.tolist() == [[True, False]]


def test_merit_is_the_mean_over_required_exercises_and_untried_ones_count_nothing():
    found = seen(at(2026, 11, 20), [submission("ann", "x", at(2026, 11, 3), merit=80_000)])
    assert (found["ann"].merit[0], flag(found["ann"], "completed")) == (40_000, False)
    assert (found["bob"].merit[0], flag(found["bob"], "started")) == (0, False)


def test_all_required_exercises_accepted_is_complete():
    made = [submission("ann", "x", 1), submission("ann", "y", 2)]
    assert flag(seen(at(2026, 11, 20), made)["ann"], "completed")


def test_an_exercise_of_no_course_changes_nothing():
    ann = seen(at(2026, 11, 20), [submission("ann", "unreleased", at(2026, 11, 3))])["ann"]
    assert ann.mastery.tolist() == [[0, 0]]
    assert flag(ann, "started")


def test_a_learner_is_active_for_ninety_days():
    when = at(2026, 3, 1)
    made = [submission("ann", "x", when)]
    assert flag(seen(when + 90 * 86_400, made)["ann"], "active")
    assert not flag(seen(when + 90 * 86_400 + 1, made)["ann"], "active")


def test_a_learner_is_enrolled_from_joining_on():
    assert seen(at(2026, 11, 11), []).keys() == {"ann"}
    assert seen(at(2026, 11, 13), []).keys() == {"ann", "bob"}


def test_who_submitted_in_a_week_is_counted_once_whatever_came_of_it():
    made = [
        submission("ann", "x", at(2026, 11, 3)), submission("ann", "x", at(2026, 11, 4)),
        submission("bob", "y", at(2026, 11, 5), points=0),
        submission("cy", "y", at(2026, 10, 5)),
    ]  # fmt: skip
    inputs = replace(INPUTS, people=(*INPUTS.people, CY))
    week = Week.of(at(2026, 11, 4), TOKYO)
    [(_, _, submitted)] = walk(inputs, [week], Attempts.of(inputs, made))
    assert submitted.tolist() == sorted(keys_of(["ann", "bob"]).tolist())


DAYS = st.integers(0, 40).map(lambda day: at(2026, 10, 1) + 86_400 * day)
RESULTS = st.lists(
    st.builds(
        Result, id=st.integers(1, 9), learner=st.sampled_from(["ann", "bob", "cy"]),
        exercise=st.sampled_from(["x", "y", "z", "unreleased"]), accepted=st.booleans(),
        points=st.sampled_from([0, 5000, 10_000]), cost=st.none() | st.integers(1, 3),
        merit=st.integers(0, 3).map(lambda n: 30_000 * n), submitted_at=DAYS,
    ),
    max_size=40, unique_by=lambda r: (r.submitted_at, r.id),
)  # fmt: skip
MORE = replace(
    INPUTS,
    people=(
        *INPUTS.people,
        Person(learner="cy", handle="q-3", company="a", joined_at=at(2026, 10, 9)),
    ),
    exercises=(*INPUTS.exercises, replace(exercise("z", 20_000, "t", "u"), direction="max")),
    courses=(replace(INPUTS.courses[0], exercises=("x", "y", "z")),),
)


@settings(deadline=None)
@given(RESULTS)
def test_columns_week_by_week_equal_looking_at_everybody_at_each_end(made):
    weeks = list(closed_weeks(at(2026, 9, 28), at(2026, 11, 22), TOKYO))
    for week, panel, _ in walk(MORE, weeks, Attempts.of(MORE, made)):
        wanted = panel_of(reached_by(MORE, week.ends_at, made))
        for name in ("keys", "company", "flags", "merit", "mastery", "tried"):
            assert getattr(panel, name).tolist() == getattr(wanted, name).tolist(), name


@settings(deadline=None)
@given(RESULTS, st.none() | DAYS)
def test_how_learners_fared_in_columns_equals_going_through_their_attempts(made, until):
    attempts = Attempts.of(MORE, made)
    found = dict(attempts.fared(until))
    wanted = tried_by(MORE, made, *([] if until is None else [until]))
    assert list(found) == sorted(wanted)
    for name, fared in found.items():
        other = fared_of(wanted[name])
        costed = fared.costed.tolist()
        assert costed == other.costed.tolist()
        assert fared.cost[fared.costed].tolist() == other.cost[other.costed].tolist()
        for column in ("keys", "tries", "first_at", "accepted_at", "placed"):
            assert getattr(fared, column).tolist() == getattr(other, column).tolist(), column


def test_nothing_at_all_makes_no_trouble():
    nobody = replace(INPUTS, people=())
    empty = Attempts.of(nobody, [])
    assert list(empty.fared()) == []
    [(_, panel, submitted)] = walk(nobody, [Week.of(at(2026, 11, 4), TOKYO)], empty)
    assert (len(panel.keys), len(submitted)) == (0, 0)
    bare = replace(INPUTS, exercises=(), courses=())
    [(_, panel, _)] = walk(bare, [Week.of(at(2026, 11, 4), TOKYO)], Attempts.of(bare, []))
    assert panel.skills == ()


def test_an_unknown_zone_is_an_error():
    with pytest.raises(Exception, match="No time zone"):
        Week.of(0, "Mars/Olympus")
