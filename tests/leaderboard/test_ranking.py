from hypothesis import given
from hypothesis import strategies as st

from leaderboard.ranking import (
    Best,
    Result,
    best_results,
    competition_ranks,
    neighbours,
    rank_exercise,
    rank_totals,
    worth,
)


@st.composite
def results(draw: st.DrawFn, max_size: int = 30) -> list[Result]:
    made = []
    for number in range(draw(st.integers(0, max_size))):
        accepted = draw(st.booleans())
        made.append(
            Result(
                id=number,
                learner=f"l-{draw(st.integers(1, 6))}",
                exercise="bell-pair",
                accepted=accepted,
                points=draw(st.sampled_from([6000, 9000, 10_000] if accepted else [0, 3000])),
                cost=draw(st.one_of(st.none(), st.integers(10, 14))),
                submitted_at=draw(st.integers(0, 5)),
            )
        )
    return made


def better(one: Result, other: Result, direction: str) -> bool:
    """The rule, written as a comparison and not as a key."""
    if one.accepted != other.accepted:
        return one.accepted
    if one.points != other.points:
        return one.points > other.points
    if not one.accepted:
        return False
    if (one.cost is None) != (other.cost is None):
        return one.cost is not None
    if one.cost is None or other.cost is None or one.cost == other.cost:
        return False
    return (one.cost < other.cost) == (direction == "min")


@given(results(), st.sampled_from(["min", "max"]))
def test_rank_is_one_more_than_the_number_of_better_learners(made, direction):
    board = rank_exercise(made, direction)
    for row in board:
        above = [o for o in board if better(o.best.result, row.best.result, direction)]
        assert row.rank == len(above) + 1
    assert [row.ord for row in board] == list(range(1, len(board) + 1))


@given(results(), st.sampled_from(["min", "max"]))
def test_best_is_beaten_by_no_other_attempt_and_is_the_earliest_of_its_worth(made, direction):
    for best in best_results(made, direction):
        mine = [r for r in made if r.learner == best.result.learner]
        assert best.attempts == len(mine)
        assert not any(better(r, best.result, direction) for r in mine)
        equal = [r for r in mine if worth(r, direction) == worth(best.result, direction)]
        assert best.result.submitted_at == min(r.submitted_at for r in equal)


@given(results(), st.randoms())
def test_ranking_ignores_the_order_of_insertion(made, rng):
    shuffled = made[:]
    rng.shuffle(shuffled)
    assert rank_exercise(shuffled) == rank_exercise(made)


@given(results(), st.integers(0, 5))
def test_adding_a_worse_attempt_never_moves_anybody(made, at):
    worst = Result(id=999, learner="l-1", exercise="bell-pair", accepted=False, points=0,
                   cost=1, submitted_at=at)  # fmt: skip
    before = [(r.rank, r.best.result) for r in rank_exercise(made)]
    assert [(r.rank, r.best.result) for r in rank_exercise([*made, worst])] == before


def test_ties_leave_a_gap_behind_them():
    assert competition_ranks(["a", "b", "b", "c"]) == [1, 2, 2, 4]


def test_a_refused_answer_has_no_cost_however_small():
    cheap = Result(id=1, learner="a", exercise="x", accepted=False, points=3000, cost=1,
                   submitted_at=0)  # fmt: skip
    dear = Result(id=2, learner="b", exercise="x", accepted=True, points=6000, cost=99,
                  submitted_at=9)  # fmt: skip
    assert [r.best.result.learner for r in rank_exercise([cheap, dear])] == ["b", "a"]


def test_a_learner_without_points_is_not_on_the_board():
    nothing = Result(id=1, learner="a", exercise="x", accepted=False, points=0, cost=None,
                     submitted_at=0)  # fmt: skip
    assert rank_exercise([nothing]) == ()


def _best(learner: str, exercise: str, points: int, at: int) -> Best:
    result = Result(id=at, learner=learner, exercise=exercise, accepted=points > 5000,
                    points=points, cost=None, submitted_at=at)  # fmt: skip
    return Best(result=result, attempts=1)


def test_totals_sum_points_and_equal_sums_share_a_rank():
    rows = rank_totals([
        _best("late", "x", 10_000, 9), _best("early", "x", 6000, 1), _best("early", "y", 4000, 2),
        _best("third", "x", 9000, 1),
    ])  # fmt: skip
    assert [(r.learner, r.rank, r.score, r.solved) for r in rows] == [
        ("early", 1, 10_000, 1), ("late", 1, 10_000, 1), ("third", 3, 9000, 1),
    ]  # fmt: skip


def test_neighbours_are_three_on_either_side():
    rows = rank_totals([_best(f"l{n}", "x", 10_000 - n, n) for n in range(10)])
    assert [r.learner for r in neighbours(rows, "l5")] == [f"l{n}" for n in range(2, 9)]
    assert [r.learner for r in neighbours(rows, "l0")] == ["l0", "l1", "l2", "l3"]
    assert neighbours(rows, "nobody") == ()
