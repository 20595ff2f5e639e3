import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.disclosure import (
    HEADLINE,
    POOLED,
    Rules,
    activity_cell,
    changed,
    decide,
    fingerprint,
    merge_bins,
    quarter,
    still_shown,
)
from leaderboard.progress import Activity, Reached

RULES = Rules()
SKILL = "entanglement"


def learner(number: int, company: str = "a", merit: int = 50_000, **changes: object) -> Reached:
    fields: dict = {
        "learner": f"l-{number}", "company": company, "started": True, "active": True,
        "accepted": True, "completed": False, "merit": merit, "mastery": {SKILL: merit},
        "tried": frozenset({SKILL}), **changes,
    }  # fmt: skip
    return Reached(**fields)


def group(sizes: dict[str, int]) -> list[Reached]:
    numbers = itertools.count()
    return [
        learner(next(numbers), company, 1000 * (next(numbers) % 100))
        for company, size in sizes.items()
        for _ in range(size)
    ]


def cell(people, company="a", skill=HEADLINE, rules=RULES, last=None, period="2026-W01", as_of=1):
    return decide(
        people, period=period, as_of=as_of, company=company, skill=skill, rules=rules, last=last
    )


@pytest.mark.parametrize("skill", [HEADLINE, SKILL])
@pytest.mark.parametrize(("n", "status"), [(9, "withheld"), (10, "released")])
def test_r1_needs_ten_active_learners(n, status, skill):
    made = cell([*group({"a": n}), learner(99, active=False)], skill=skill)
    assert made.status == status
    assert bool(made.values) == (status == "released")


@pytest.mark.parametrize(
    ("sizes", "reason"),
    [
        ({"a": 15, "b": 15}, "R2"),
        ({"a": 60, "b": 12, "c": 10, "d": 8}, "R3"),
        ({"a": 45, "b": 30, "c": 25}, ""),
        ({"a": 3, "b": 3, "c": 3}, "R1"),
    ],
)
def test_pooled_figures_need_companies_and_no_dominant_one(sizes, reason):
    made = cell(group(sizes), company=POOLED)
    assert made.reason == reason
    assert (made.status == "withheld") == bool(reason)
    assert made.contributors == len(sizes)
    assert made.largest == max(sizes.values())


@given(st.lists(st.integers(0, 100_000), min_size=10, max_size=40), st.integers(0, 100_000))
def test_r4_one_newcomer_changes_nothing_that_is_shown(merits, newcomer):
    people = [learner(n, merit=m) for n, m in enumerate(merits)]
    first = cell(people)
    more = [*people, learner(900, merit=newcomer)]
    last = (first, fingerprint(people, HEADLINE))
    second = cell(more, last=last, period="2026-W02", as_of=2)
    assert second.status == "held"
    assert second.values == first.values
    assert second.as_of == first.as_of


@given(
    st.lists(st.integers(0, 100_000), min_size=12, max_size=20),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 100_000)), max_size=12),
)
def test_r4_a_figure_changes_only_when_three_learners_did(merits, changes):
    """Difference audit over a run of weeks: between two unequal figures at least three differ."""
    people = [learner(n, merit=m) for n, m in enumerate(merits)]
    shown = cell(people)
    last = (shown, fingerprint(people, HEADLINE))
    released = people
    for week, (who, merit) in enumerate(changes, start=2):
        people = [replace(p, merit=merit) if n == who else p for n, p in enumerate(people)]
        now = cell(people, last=last, period=f"2026-W{week:02d}", as_of=week)
        if now.values != shown.values:
            assert sum(a != b for a, b in zip(people, released, strict=True)) >= 3
        if now.status == "released":
            last, released = (now, fingerprint(people, HEADLINE)), people
        shown = now


def test_r4_without_the_rule_a_newcomer_can_be_computed():
    """What the rule is for: the same attack succeeds when no minimum of changes is asked."""
    people = [learner(n, merit=50_000) for n in range(5)] + [
        learner(n, merit=100_000) for n in range(5, 10)
    ]
    first = cell(people)
    more = [*people, learner(900, merit=100_000)]
    loose = Rules(min_changed=0)
    second = cell(more, last=(first, fingerprint(people, HEADLINE)), rules=loose)
    assert second.status == "released"
    assert second.values["median"] != first.values["median"]


def test_a_learner_who_only_enrolled_counts_as_a_change_too():
    people = group({"a": 12})
    enrolled = learner(500, active=False, started=False, accepted=False, tried=frozenset())
    assert changed(fingerprint(people, HEADLINE), fingerprint([*people, enrolled], HEADLINE)) == 1


def test_changes_count_learners_not_values():
    people = group({"a": 12})
    other = [replace(people[0], merit=1, completed=True), *people[1:]]
    assert changed(fingerprint(people, HEADLINE), fingerprint(other, HEADLINE)) == 1


def test_r5_medians_are_rounded_and_counts_are_bands():
    values = cell([learner(n, merit=41_300 + n) for n in range(23)]).values
    assert values["median"] == 40
    assert values["n_band"] == "20-49"


def test_r8_nobody_and_everybody_are_bounds():
    nobody = cell([learner(n) for n in range(25)]).values
    everybody = cell([learner(n, completed=True) for n in range(25)]).values
    assert nobody["completion"] == "<15"
    assert everybody["completion"] == ">85"


def test_a_stricter_rule_hides_what_was_released_before():
    made = cell(group({"a": 12}))
    assert still_shown(made, RULES)
    assert not still_shown(made, Rules(min_learners=15))


def test_activity_of_few_people_is_withheld():
    week = Activity(learners={"l-1": "a", "l-2": "b", "l-3": "c"}, first_accepted=7)
    made = activity_cell(week, period="2026-W01", as_of=1, rules=RULES)
    assert made.status == "withheld"
    assert not made.values


@given(st.lists(st.integers(1, 60), max_size=80), st.integers(2, 12))
def test_bins_hold_enough_learners_and_all_of_them(costs, minimum):
    bins = merge_bins(costs, minimum)
    assert all(one.count >= minimum for one in bins)
    if len(costs) >= minimum:
        assert sum(one.count for one in bins) == len(costs)
        assert all(a.high < b.low for a, b in itertools.pairwise(bins))
    else:
        assert bins == ()


def test_quarters_need_four_companies_and_a_difference():
    assert [quarter(v, [10, 20, 30, 40]) for v in (10, 20, 30, 40)] == [1, 2, 3, 4]
    assert quarter(10, [10, 20, 30]) is None
    assert quarter(50, [50, 50, 50, 50]) is None
    assert quarter(20, [20, 20, 30, 40]) == quarter(20, [40, 30, 20, 20])
