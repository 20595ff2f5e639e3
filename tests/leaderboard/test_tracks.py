"""Records of open challenges, from plain results and from a tally of them."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.results.records import reference
from leaderboard.ranking import Result
from leaderboard.records import Company, Exercise, Names, Person, Track
from leaderboard.tracks import STEPS, Step, record_rows
from tests.leaderboard.tallied import inputs, recorded, tally_of

TEXT = Names(en="Adder", ja="加算器")
ADDER = Exercise(
    id="track-adder", version=3, title=TEXT, level="B2", checker="unitary", skills=("synthesis",),
    max_points=10_000, formula="nisq-v1", direction="min", par=50, best=40,
    track=Track("target-independent", "a suite"),
)  # fmt: skip
OTHER = replace(ADDER, id="other", track=None)
PEOPLE = {
    person.learner: person
    for person in (
        Person(learner="l-1", handle="q-1", company="named", show_company=True, public=True),
        Person(learner="l-2", handle="q-2", company="named", show_company=False),
        Person(learner="l-3", handle="q-3", company="shy", show_company=True),
        Person(learner="l-4", handle="q-4", company="named", show_company=True),
    )
}
COMPANIES = {
    "named": Company(id="named", name=Names(en="Named", ja="名あり")),
    "shy": Company(id="shy", name=Names(en="Shy", ja="名なし"), standing="unnamed"),
}
HANDLE, COMPANY, COST, ATTAINED, BEATEN = 2, 3, 4, 6, 7


def step(number: int, learner: str, cost: int, exercise: str = ADDER.id) -> Step:
    return Step(exercise, number, learner, cost, "{}", 1000 + number, "2", "operator", 0)


def rows_of(*steps: Step, direction: str = "min", public: bool = False):
    exercises = (replace(ADDER, direction=direction), OTHER)
    return record_rows(exercises, steps, PEOPLE, COMPANIES, public=public)


def test_a_challenge_that_nobody_solved_and_an_exercise_without_track_have_no_records():
    assert rows_of() == []
    assert rows_of(step(1, "l-1", 5, "other"), step(2, "l-1", 5, "gone")) == []


def test_only_a_cheaper_circuit_is_a_new_record_and_the_row_says_what_proves_it():
    rows = rows_of(
        step(1, "l-1", 50), step(2, "l-2", 50), step(4, "l-3", 45), step(5, "l-1", 47)
    )  # fmt: skip
    assert rows == [
        ("track-adder", 1, "q-1", "named", 50, "{}", 1001, 1004, 1, 3, "2", "operator", 0),
        ("track-adder", 2, "q-3", None, 45, "{}", 1004, None, 4, 3, "2", "operator", 0),
    ]


def test_a_company_is_named_only_where_learner_and_company_agree():
    rows = rows_of(step(1, "l-2", 60), step(2, "l-1", 50), step(3, "l-3", 40))
    assert [row[COMPANY] for row in rows] == [None, "named", None]


def test_before_everybody_only_who_chose_it_is_named_and_the_record_is_shown_all_the_same():
    rows = rows_of(step(1, "l-1", 60), step(2, "l-4", 50), public=True)
    assert [(row[HANDLE], row[COMPANY], row[COST]) for row in rows] == [
        ("q-1", "named", 60),
        ("", None, 50),
    ]


def test_results_of_who_left_are_no_records():
    rows = rows_of(step(1, "l-2", 60), step(2, "gone", 10), step(3, "l-1", 50))
    assert [(row[COST], row[BEATEN]) for row in rows] == [(60, 1003), (50, None)]


@given(st.lists(st.integers(1, 50), min_size=1), st.sampled_from(["min", "max"]))
def test_the_last_record_is_the_best_cost_of_all(costs, direction):
    rows = rows_of(*(step(n, "l-1", cost) for n, cost in enumerate(costs, 1)), direction=direction)
    reached = [row[COST] for row in rows]
    assert reached[0] == costs[0]
    assert reached[-1] == (min(costs) if direction == "min" else max(costs))
    assert len(set(reached)) == len(reached)
    assert reached == sorted(reached, reverse=direction == "min")
    assert [row[BEATEN] for row in rows] == [*(row[ATTAINED] for row in rows[1:]), None]


@pytest.mark.parametrize("direction", ["min", "max"])
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.booleans(), st.sampled_from(["l-1", "l-2"])), max_size=12
    )
)
def test_the_query_on_the_tally_yields_exactly_the_results_that_were_records(direction, made):
    adder = replace(ADDER, direction=direction)
    found = [
        recorded(
            Result(n, learner, ADDER.id, accepted, 9000, cost if accepted else None, 0, 100 + n),
            version=3,
        )
        for n, (cost, accepted, learner) in enumerate(made, 1)
    ]
    with tally_of(inputs([adder, OTHER], list(PEOPLE.values())), found) as tally:
        steps = [Step._make(row) for row in tally.rows(STEPS, (json.dumps([ADDER.id]),))]
    every = [
        Step(r.exercise, reference(b"", r.id), r.learner, r.cost, "{}", r.submitted_at, "1", "", 0)
        for r in found
        if r.outcome == "AC"
    ]
    by_walk = record_rows([adder], every, PEOPLE, COMPANIES)
    assert [one.reference for one in steps] == [row[8] for row in by_walk]
    assert record_rows([adder], steps, PEOPLE, COMPANIES) == by_walk
