"""The rule of ranking, told as a comparison, against what the tally makes of results."""

from hypothesis import given, settings
from hypothesis import strategies as st

from leaderboard.ranking import Result, competition_ranks
from tests.leaderboard.by_hand import worth
from tests.leaderboard.tallied import exercise, inputs, person, recorded, tally_of

LEARNERS = [f"l-{number}" for number in range(1, 7)]
PLACES = "SELECT learner, ord, rank, result, attempts FROM best WHERE ord ORDER BY ord"
TOTALS = (
    "SELECT learner, rank, score, solved, attained_at FROM total WHERE board = 'all' ORDER BY ord"
)


def result(number: int, learner: str, points: int, **other: object) -> Result:
    values = {"exercise": "x", "accepted": points > 5000, "cost": None, "submitted_at": number}
    return Result(id=number, learner=learner, points=points, merit=0, **(values | other))


@st.composite
def results(draw: st.DrawFn, max_size: int = 30) -> list[Result]:
    made = []
    for number in range(1, draw(st.integers(0, max_size)) + 1):
        accepted = draw(st.booleans())
        made.append(
            result(
                number,
                draw(st.sampled_from(LEARNERS)),
                draw(st.sampled_from([6000, 9000, 10_000] if accepted else [0, 3000])),
                accepted=accepted,
                exercise=draw(st.sampled_from(["x", "x", "y"])),
                cost=draw(st.one_of(st.none(), st.integers(10, 14))) if accepted else None,
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


def tally(made: list[Result], direction: str = "min"):
    exercises = [exercise(name, direction=direction) for name in "xy"]
    people = [person(name) for name in LEARNERS]
    return tally_of(inputs(exercises, people), [recorded(one) for one in made])


def board(made: list[Result], direction: str = "min") -> dict[str, tuple[int, int, int]]:
    """Return place, rank and result on the board of x by learner."""
    with tally(made, direction) as counted:
        rows = counted.rows(PLACES.replace("WHERE", "WHERE exercise = 'x' AND"))
        return {learner: (ord_, rank, best) for learner, ord_, rank, best, _ in rows}


@settings(max_examples=60, deadline=None)
@given(results(), st.sampled_from(["min", "max"]))
def test_rank_is_one_more_than_the_number_of_better_learners(made, direction):
    by_id = {one.id: one for one in made}
    places = board(made, direction)
    for _, rank, best in places.values():
        others = [by_id[other] for _, _, other in places.values()]
        assert rank == 1 + sum(better(other, by_id[best], direction) for other in others)
    assert sorted(place for place, _, _ in places.values()) == list(range(1, len(places) + 1))
    in_order = sorted(places.values())
    assert [rank for _, rank, _ in in_order] == sorted(rank for _, rank, _ in in_order)


@settings(max_examples=60, deadline=None)
@given(results(), st.sampled_from(["min", "max"]))
def test_best_is_beaten_by_no_other_attempt_and_is_the_earliest_of_its_worth(made, direction):
    by_id = {one.id: one for one in made}
    with tally(made, direction) as counted:
        bests = list(counted.rows("SELECT exercise, learner, result, attempts, last FROM best"))
    assert {(e, name) for e, name, *_ in bests} == {(r.exercise, r.learner) for r in made}
    for name, learner, chosen, attempts, last in bests:
        best = by_id[chosen]
        mine = [r for r in made if (r.exercise, r.learner) == (name, learner)]
        assert attempts == len(mine)
        assert last == max(mine, key=lambda r: (r.submitted_at, r.id)).id
        assert not any(better(r, best, direction) for r in mine)
        equal = [r for r in mine if worth(r, direction) == worth(best, direction)]
        assert best.submitted_at == min(r.submitted_at for r in equal)


@settings(max_examples=60, deadline=None)
@given(results())
def test_totals_are_the_sums_of_best_points_and_equal_sums_share_a_rank(made):
    by_id = {one.id: one for one in made}
    with tally(made) as counted:
        bests = [by_id[row[0]] for row in counted.rows("SELECT result FROM best WHERE ord")]
        totals = list(counted.rows(TOTALS))
    sums: dict[str, list[Result]] = {}
    for best in bests:
        sums.setdefault(best.learner, []).append(best)
    assert {(name, score, solved, at) for name, _, score, solved, at in totals} == {
        (name, sum(r.points for r in own), sum(r.accepted for r in own),
         max(r.submitted_at for r in own))
        for name, own in sums.items()
    }  # fmt: skip
    assert [row[1] for row in totals] == competition_ranks([row[2] for row in totals])
    assert [row[2] for row in totals] == sorted((row[2] for row in totals), reverse=True)


@settings(max_examples=40, deadline=None)
@given(results(), st.integers(0, 5))
def test_adding_a_worse_attempt_never_moves_anybody(made, at):
    worst = result(999, "l-1", 0, submitted_at=at)
    assert board([*made, worst]) == board(made)


def test_ties_leave_a_gap_behind_them():
    assert competition_ranks(["a", "b", "b", "c"]) == [1, 2, 2, 4]


def test_a_refused_answer_comes_behind_an_accepted_one_and_one_without_points_has_no_place():
    made = [result(1, "l-1", 3000), result(2, "l-2", 6000, cost=99), result(3, "l-3", 0)]
    assert board(made) == {"l-2": (1, 1, 2), "l-1": (2, 2, 1)}


def test_the_earlier_of_equals_stands_first_and_no_higher():
    made = [result(1, "l-1", 9000, cost=5, submitted_at=9), result(2, "l-2", 9000, cost=5)]
    assert board(made) == {"l-2": (1, 1, 2), "l-1": (2, 1, 1)}
