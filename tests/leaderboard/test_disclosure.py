import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.cells import activity_cell, decide, quarter
from leaderboard.disclosure import HEADLINE, POOLED, Rules, still_shown
from leaderboard.panel import keys_of
from leaderboard.spreads import merge_bins
from tests.leaderboard.by_hand import Reached, panel_of

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


def settled(people, company="a", skill=HEADLINE, rules=RULES, last=None, week=1):
    """The cell of a week, and what is remembered of it."""
    return decide(
        panel_of(people), period=f"2026-W{week:02d}", as_of=week, company=company,
        skill=skill, rules=rules, last=last,
    )  # fmt: skip


def cell(people, **changes):
    return settled(people, **changes)[0]


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
    first, last = settled(people)
    second = cell([*people, learner(900, merit=newcomer)], last=last, week=2)
    assert second.status == "held"
    assert (second.values, second.as_of, second.n) == (first.values, first.as_of, first.n)


def test_r4_without_the_rule_a_newcomer_can_be_computed():
    """What the rule is for: the same attack succeeds when no minimum of changes is asked."""
    people = [learner(n, merit=50_000) for n in range(5)] + [
        learner(n, merit=100_000) for n in range(5, 10)
    ]
    loose = Rules(min_changed=0)
    first, last = settled(people, rules=loose)
    second = cell([*people, learner(900, merit=100_000)], last=last, rules=loose)
    assert second.status == "released"
    assert second.values["median"] != first.values["median"]


def weekly(weeks, **fixed):
    """Statuses of a cell over weeks of people."""
    last, made = None, []
    for number, people in enumerate(weeks, start=1):
        one, last = settled(people, last=last, week=number, **fixed)
        made.append(one)
    return made


def test_nobody_one_and_two_who_changed_look_the_same():
    people = group({"a": 20})
    for many in range(4):
        changed = [replace(p, merit=p.merit + 7) for p in people[:many]] + people[many:]
        _, second = weekly([people, changed])
        assert (second.status, second.as_of) == (("held", 1) if many < 3 else ("released", 2))


def test_r4_those_who_go_and_come_back_hide_nobody():
    people = group({"a": 20})
    away = [replace(p, active=False) for p in people[:3]] + people[3:]
    back = [*people[:3], replace(people[3], merit=99_999), *people[4:]]
    # Between the first and the third week one learner differs: a released third would tell.
    assert [one.status for one in weekly([people, away, back])] == ["released", "released", "held"]


def test_r4_a_learner_who_goes_for_the_first_time_is_a_change():
    people = group({"a": 20})
    assert [one.status for one in weekly([people, people[:18], people[:17]])] == [
        "released", "held", "released",
    ]  # fmt: skip


def test_r4_of_the_consortium_needs_changes_outside_of_any_one_company():
    people = group({"a": 20, "b": 20, "c": 20})
    one_company = [replace(p, merit=p.merit + 7) for p in people[:10]] + people[10:]
    mixed = [replace(p, merit=p.merit + 7) if n % 20 < 2 else p for n, p in enumerate(people)]
    assert [w.status for w in weekly([people, one_company], company=POOLED)][-1] == "held"
    assert [w.status for w in weekly([people, mixed], company=POOLED)][-1] == "released"


def test_a_company_that_shrinks_by_one_is_held_and_grows_by_three_to_be_shown():
    people = group({"a": 14})
    shown = weekly([people[:10], people[:9], people[:7]])
    assert [one.status for one in shown] == ["released", "held", "withheld"]
    grows = weekly([people[:8], people[:9], people[:10], people[:11], people[:12]])
    assert [one.status for one in grows] == [*["withheld"] * 4, "released"]
    assert [one.reason for one in grows] == ["R1", "R1", "R4", "R4", ""]


def test_without_the_rule_growing_by_one_tells_the_count():
    people = group({"a": 14})
    loose = Rules(min_changed=0)
    grows = weekly([people[:9], people[:10]], rules=loose)
    assert [one.status for one in grows] == ["withheld", "released"]


def test_those_who_return_bring_back_what_was_shown():
    people = group({"a": 12})
    away = [replace(p, active=False) for p in people[:4]] + people[4:]
    made = weekly([people, away, people])
    assert [one.status for one in made] == ["released", "withheld", "held"]
    assert made[2].values == made[0].values


def test_a_learner_who_only_enrolled_counts_as_a_change_too():
    people = group({"a": 12})
    new = [
        learner(500 + n, active=False, started=False, accepted=False, tried=frozenset())
        for n in range(3)
    ]
    assert [w.status for w in weekly([people, [*people, *new]])] == ["released", "released"]


@given(st.data())
def test_between_two_released_figures_of_any_two_weeks_three_learners_differ(data):
    """Difference audit over all pairs of weeks, whoever changes, goes and returns."""
    pool = [learner(n) for n in range(16)]
    state = st.tuples(st.sampled_from([0, 30_000, 60_000, 90_000]), st.booleans(), st.booleans())
    now = dict.fromkeys(range(16), (50000, True, True))
    last, shown = None, []
    for week in range(1, 9):
        for who in data.draw(st.lists(st.integers(0, 15), max_size=5)):
            now[who] = data.draw(state)
        people = [
            replace(pool[n], merit=merit, active=active)
            for n, (merit, active, enrolled) in now.items()
            if enrolled
        ]
        one, last = settled(people, last=last, week=week)
        if one.status == "released":
            shown.append({p.learner: (p.merit, p.active) for p in people})
    for before, after in itertools.combinations(shown, 2):
        assert sum(before.get(k) != after.get(k) for k in before.keys() | after.keys()) >= 3


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


def test_a_held_cell_answers_for_those_whose_values_it_shows():
    """Its values are of twelve learners; that there are fifteen now does not help them."""
    people = group({"a": 15})
    rules = Rules(min_changed=4)
    _, second = weekly([people[:12], people], rules=rules)
    assert (second.status, second.n) == ("held", 12)
    assert not still_shown(second, Rules(min_learners=15))


ENROLLED = group({"a": 12, "b": 12, "c": 12, "d": 4})


def activity(submitted, number, *, of=ENROLLED, last=None):
    headline = cell(of, company=POOLED, week=number)
    submitted = np.unique(keys_of(sorted(submitted)))
    return activity_cell(headline, len(of), submitted, as_of=number, rules=RULES, last=last)


def test_activity_of_few_people_is_withheld():
    made, _ = activity({"l-0"}, 1, of=group({"a": 3, "b": 3, "c": 3}))
    assert made.status == "withheld"
    assert not made.values


def test_activity_is_a_share_and_held_until_three_other_people_submit():
    names = [one.learner for one in ENROLLED]
    first, last = activity(names[:20], 1)
    assert first.values == {"submitted": "50"}
    second, last = activity(names[:22], 2, last=last)
    assert (second.status, second.as_of, second.values) == ("held", 2, first.values)
    third, last = activity(names[:28], 3, last=last)
    assert third.values == {"submitted": "70"}
    assert activity([], 4, last=last)[0].values == {"submitted": "<15"}


@given(st.lists(st.integers(1, 3000), max_size=80), st.integers(2, 12))
def test_bins_hold_enough_learners_and_all_of_them(costs, minimum):
    bins = merge_bins(costs, minimum)
    assert all(one.count >= minimum for one in bins)
    if len(costs) >= minimum:
        assert sum(one.count for one in bins) == len(costs)
        assert all(a.high + 1 == b.low for a, b in itertools.pairwise(bins))
        assert bins[0].low <= min(costs)
        assert max(costs) <= bins[-1].high
        assert all(sum(b.low <= c <= b.high for c in costs) == b.count for b in bins)
    else:
        assert bins == ()


def test_the_ends_of_bins_are_nobodys_own_cost():
    costs = [6243 + 37 * n for n in range(40)]
    ends = {end for one in merge_bins(costs, 10) for end in (one.low, one.high)}
    assert not ends & set(costs)
    assert (min(ends), max(ends)) == (5000, 10_000)


def test_quarters_need_five_companies():
    seven = [10, 20, 30, 40, 50, 60, 70]
    assert [quarter(v, seven) for v in seven] == [1, 1, 2, 2, 3, 4, 4]
    assert quarter(10, seven[:4]) is None
    assert quarter(10, seven[:5]) == 1
    assert quarter(20, [20, 20, *seven]) == quarter(20, [*reversed(seven), 20, 20])


def test_quarters_of_equal_medians_look_like_others():
    assert quarter(50, [50] * 8) == quarter(50, [40, 50, 50, 50, 60, 60, 60, 60]) == 2
    # At the ends of the scale "below" would be a value.
    assert quarter(5, [0] * 7 + [5]) == quarter(0, [0] * 7 + [5]) == 2
