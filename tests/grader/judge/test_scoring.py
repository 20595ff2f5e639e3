"""Points, costs and merit."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exercise import Score
from grader.judge.scoring import cost_of, merit_of, points_of
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


def test_formulas():
    assert cost_of("nisq-v1", {"n2q": 4, "n1q": 3}) == 43
    assert cost_of("nisq-v1", {"n2q": 0, "n1q": 0}) == 1
    assert cost_of("mapped-v1", {"esp": math.exp(-0.0908)}) == 908
    assert cost_of("none", {}) is None


@given(cost=st.integers(1, 10_000), more=st.integers(0, 1000))
def test_higher_cost_never_earns_more(cost, more):
    assert points_of(NISQ, Outcome.ACCEPTED, cost=cost + more) <= points_of(
        NISQ, Outcome.ACCEPTED, cost=cost
    )
    assert merit_of(NISQ, cost + more) <= merit_of(NISQ, cost)
