"""Points, costs and merit."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import CheckerFailed
from grader.exercise import Score
from grader.judge.scoring import cost_of, in_units, merit_of, points_of
from grader.verdict import Outcome

NISQ = Score(points=15, formula="nisq-v1", par=43, best=41)
MAPPED = Score(points=30, formula="mapped-v1", par=0.0908, best=0.0778)


@pytest.mark.parametrize(
    ("score", "cost", "points", "merit"),
    [
        (NISQ, 41, 15_000, 100.0),
        (NISQ, 40, 15_000, 100.0),
        (NISQ, 42, 13_500, 100 * 41 / 42),
        (NISQ, 43, 13_500, 100 * 41 / 43),
        (NISQ, 44, 9_000, 100 * 41 / 44),
        (MAPPED, 778, 30_000, 100.0),
        (MAPPED, 908, 27_000, 100 * 778 / 908),
        (MAPPED, 909, 18_000, 100 * 778 / 909),
        (Score(points=10), None, 10_000, 100.0),
        (Score(points=20, formula="nisq-v1", par=10, direction="max", best=12), 12, 20_000, 100.0),
        (Score(points=20, formula="nisq-v1", par=10, direction="max", best=12), 9, 12_000, 75.0),
    ],
)
def test_table_of_points(score, cost, points, merit):
    assert points_of(score, Outcome.ACCEPTED, cost=cost) == points
    assert merit_of(score, cost) == pytest.approx(merit)


def test_missing_best_falls_back_to_the_reference():
    score = Score(points=10, formula="nisq-v1", par=20)
    assert points_of(score, Outcome.ACCEPTED, cost=15) == 9_000
    assert points_of(score, Outcome.ACCEPTED, cost=15, reference_cost=15) == 10_000
    assert merit_of(score, 30, reference_cost=15) == 50.0


@pytest.mark.parametrize("outcome", [o for o in Outcome if o not in ("AC", "PA")])
def test_nothing_else_earns_points(outcome):
    assert points_of(NISQ, outcome, cost=1, share=1.0) == 0


def test_share_earns_sixty_percent_of_itself():
    score = Score(points=20)
    assert points_of(score, Outcome.PARTIALLY_ACCEPTED, share=0.75) == 9_000


OBJECTIVE = Score(points=30, formula="objective-v1", par=0.875, best=0.8784, direction="max")
T_COUNT = Score(points=35, formula="ft-v1", par=21, best=15)


def scored(formula, **changes):
    return Score(points=10, formula=formula, par=1, **changes)


@pytest.mark.parametrize(
    ("score", "metrics", "cost"),
    [
        (scored("nisq-v1"), {"n2q": 4, "n1q": 3}, 43),
        (scored("nisq-v1"), {"n2q": 0, "n1q": 0}, 1),
        (scored("ft-v1"), {"t_count": 15, "n2q": 99}, 15),
        (scored("ft-v1"), {"t_count": 0}, 1),
        (scored("mapped-v1"), {"esp": math.exp(-0.0908)}, 908),
        (scored("mapped-v1"), {"esp": 0.0}, None),
        (scored("objective-v1"), {"objective": 0.8784}, 878_400),
        (scored("objective-v1"), {"objective": 0.0}, 1),
        (scored("objective-v1", metric="depth2q"), {"depth2q": 11, "n2q": 63}, 11_000_000),
        (scored("objective-v1", direction="max"), {"objective": -0.5}, 1),
        (scored("none"), {}, None),
    ],
)
def test_formulas(score, metrics, cost):
    assert cost_of(score, [metrics]) == cost


@pytest.mark.parametrize(
    ("over", "direction", "cost"),
    [
        ("max", "min", 5), ("max", "max", 1), ("total", "min", 9), ("mean", "max", 3),
    ],
)  # fmt: skip
def test_costs_are_joined_case_by_case(over, direction, cost):
    score = scored("objective-v1", over=over, direction=direction)
    cases = [{"objective": value} for value in (3.0, 1.0, 5.0)]
    assert cost_of(score, cases) == cost * 1_000_000


def test_the_worst_case_is_a_case_and_not_a_mixture_of_two():
    cases = [{"n2q": 3, "n1q": 0}, {"n2q": 0, "n1q": 20}]
    assert cost_of(scored("nisq-v1"), cases) == 30


@pytest.mark.parametrize("formula", ["nisq-v1", "ft-v1", "mapped-v1", "objective-v1"])
def test_a_metric_that_nothing_measures_is_our_fault(formula):
    with pytest.raises(CheckerFailed, match="measures"):
        cost_of(scored(formula), [{"qubits": 3}])


def test_a_negative_quantity_to_be_made_small_is_our_fault():
    with pytest.raises(CheckerFailed, match="negative"):
        cost_of(scored("objective-v1"), [{"objective": -1.0}])
    assert cost_of(scored("objective-v1"), [{"objective": -1e-9}]) == 1


@given(
    formula=st.sampled_from(["nisq-v1", "ft-v1", "objective-v1"]),
    direction=st.sampled_from(["min", "max"]),
    best=st.integers(1, 100),
    gap=st.integers(0, 50),
    cost=st.integers(1, 10**9),
    more=st.integers(0, 10**9),
    scale=st.sampled_from([1, 1_000_000]),
)
def test_a_better_cost_never_earns_fewer_points_or_merit(
    formula, direction, best, gap, cost, more, scale
):
    par = best + gap if direction == "min" else max(1, best - gap)
    score = Score(points=7, formula=formula, par=par, best=best, direction=direction)
    cost, more = cost // scale + 1, more // scale
    low, high = (
        (points_of(score, Outcome.ACCEPTED, cost=value), merit_of(score, value))
        for value in (cost, cost + more)
    )
    better, worse = (low, high) if direction == "min" else (high, low)
    assert better[0] >= worse[0]
    assert better[1] >= worse[1]
    assert 0 <= worse[1] <= better[1] <= 100
    assert better[0] in (4_200, 6_300, 7_000)


@given(cost=st.integers(1, 10**9), best=st.floats(0.01, 100), gap=st.floats(0, 0.9))
def test_directions_mirror_each_other_at_par_and_best(cost, best, gap):
    less = Score(points=10, formula="objective-v1", par=best * (1 + gap), best=best)
    more = Score(
        points=10, formula="objective-v1", par=best * (1 - gap), best=best, direction="max"
    )
    for score in (less, more):
        at = points_of(score, Outcome.ACCEPTED, cost=in_units("objective-v1", best))
        assert at == 10_000
        par = points_of(score, Outcome.ACCEPTED, cost=in_units("objective-v1", score.par))
        assert par >= 9_000
    sides = [points_of(score, Outcome.ACCEPTED, cost=cost) == 10_000 for score in (less, more)]
    assert any(sides)  # a cost is at least as good as the best on one side or the other


@pytest.mark.parametrize(
    ("score", "cost", "points", "merit"),
    [
        (OBJECTIVE, 878_400, 30_000, 100.0),
        (OBJECTIVE, 880_000, 30_000, 100.0),
        (OBJECTIVE, 878_399, 27_000, 100 * 878_399 / 878_400),
        (OBJECTIVE, 874_999, 18_000, 100 * 874_999 / 878_400),
        (T_COUNT, 15, 35_000, 100.0),
        (T_COUNT, 21, 31_500, 100 * 15 / 21),
        (T_COUNT, 22, 21_000, 100 * 15 / 22),
    ],
)
def test_points_of_the_other_formulas(score, cost, points, merit):
    assert points_of(score, Outcome.ACCEPTED, cost=cost) == points
    assert merit_of(score, cost) == pytest.approx(merit)


@given(cost=st.integers(1, 10_000), more=st.integers(0, 1000))
def test_higher_cost_never_earns_more(cost, more):
    assert points_of(NISQ, Outcome.ACCEPTED, cost=cost + more) <= points_of(
        NISQ, Outcome.ACCEPTED, cost=cost
    )
    assert merit_of(NISQ, cost + more) <= merit_of(NISQ, cost)
