"""What grading the demo consortium yields: really judged, varied, and fit to be shown."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from statistics import median

import pytest

from grader.demo import YOU
from grader.identity import Identity
from grader.results.records import VerdictRow
from grader.results.store import Store
from grader.state import State
from grader.verdict import Outcome
from leaderboard.board import Board, scope_file

BOARDS = ("bell-pair", "toffoli-6cx", "ghz-12-kawasaki", "h2-vqe")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sandbox,
    pytest.mark.timeout(2400),  # the first test waits for the whole demo
]


@pytest.fixture(scope="module")
def state(demo_state: State) -> State:
    return demo_state


@pytest.fixture(scope="module")
def store(state: State) -> Iterator[Store]:
    with Store(state.results, readonly=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def rows(store: Store) -> list[VerdictRow]:
    return [row for row in store.verdicts() if row.demo]


@pytest.fixture(scope="module")
def company_of(state: State) -> dict[str, str]:
    with Identity(state.identity, readonly=True) as identity:
        return {person.learner_id: person.company_id for person in identity.people()}


def test_all_notebooks_were_graded_in_the_proved_sandbox(
    store: Store, rows: list[VerdictRow]
) -> None:
    demo = [attempt for attempt in store.attempts() if attempt.demo]
    assert len(demo) >= 420
    assert {row.attempt_id for row in rows} == {attempt.id for attempt in demo}
    assert store.queue.parked() == []
    ran = [row for row in rows if row.reason_key != "notebook"]
    assert min(row.isolation_level for row in ran) >= 3
    assert len({attempt.blob for attempt in demo}) > 0.97 * len(demo)


def test_no_verdict_is_changed_and_none_is_ours_to_blame(
    state: State, store: Store, rows: list[VerdictRow]
) -> None:
    assert store.audit(state.secret()) is None
    assert not [row for row in rows if row.outcome in (Outcome.JUDGE_ERROR, Outcome.INCONCLUSIVE)]


def test_at_least_eight_kinds_of_verdict_occur(rows: list[VerdictRow]) -> None:
    kinds = Counter(row.outcome for row in rows)
    assert len(kinds) >= 8, kinds
    assert {"AC", "PA", "WA", "LE", "TLE", "RTE", "FE", "NA"} <= set(kinds)
    assert sum(row.outcome is not Outcome.ACCEPTED for row in rows) > 0.12 * len(rows)


@pytest.mark.parametrize("exercise", BOARDS)
def test_at_least_twelve_different_costs_stand_on_the_board(
    rows: list[VerdictRow], exercise: str
) -> None:
    best: dict[str, int] = {}
    for row in rows:
        if row.exercise == exercise and row.outcome is Outcome.ACCEPTED:
            assert row.cost is not None
            best[row.learner] = min(row.cost, best.get(row.learner, row.cost))
    assert len(set(best.values())) >= 12, sorted(set(best.values()))
    points = {row.cost: row.points for row in rows if row.exercise == exercise and row.cost}
    costs = sorted(points)
    assert [points[cost] for cost in costs] == sorted(points.values(), reverse=True)


def test_costs_are_those_of_the_stored_answers(rows: list[VerdictRow], store: Store) -> None:
    """An answer that comes twice has the same cost twice: costs follow from answers alone."""
    costs: dict[tuple[str, str], set[int | None]] = defaultdict(set)
    for row in rows:
        if row.exercise in BOARDS and row.frame is not None:
            assert store.blob(row.frame)
            costs[row.exercise, row.frame].add(row.cost)
    assert len(costs) > 100
    assert all(len(found) == 1 for found in costs.values())


def test_learners_improve(rows: list[VerdictRow], store: Store) -> None:
    number = {attempt.id: attempt.number for attempt in store.attempts()}
    shares: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for row in rows:
        share = row.points / row.max_points
        shares[row.learner, row.exercise][number[row.attempt_id]] = share
    pairs = [(found[1], found[max(found)]) for found in shares.values() if len(found) > 1]
    assert len(pairs) >= 100
    better = sum(last > first for first, last in pairs)
    worse = sum(last < first for first, last in pairs)
    assert better > 2 * worse


def test_companies_differ(rows: list[VerdictRow], company_of: dict[str, str]) -> None:
    merits: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        key = (row.learner, row.exercise)
        merits[key] = max(merits[key], row.merit or 0.0)
    by_company: dict[str, list[float]] = defaultdict(list)
    for learner, company in company_of.items():
        if learner != YOU:
            total = sum(merits[learner, exercise] for exercise in BOARDS)
            by_company[company].append(total / len(BOARDS))
    medians = {company: median(values) for company, values in by_company.items()}
    assert max(medians.values()) - min(medians.values()) > 20
    assert len({round(value / 5) for value in medians.values()}) >= 5


def test_most_cells_of_large_companies_are_shown_and_the_small_one_is_withheld(
    state: State, company_of: dict[str, str]
) -> None:
    sizes = Counter(company_of.values())
    board = Board(scope_file(state.boards, "admin"))
    last = max(cell["period"] for cell in board.cells())
    cells = [cell for cell in board.cells() if cell["period"] == last and cell["company_id"]]
    large = [cell for cell in cells if sizes[cell["company_id"]] >= 20 and cell["skill_id"]]
    shown = [cell for cell in large if cell["median"] is not None]
    assert len({cell["company_id"] for cell in large}) == 7
    assert len(shown) > 0.8 * len(large)
    small = [cell for cell in cells if sizes[cell["company_id"]] < 10]
    assert small
    assert all(cell["median"] is None and cell["coverage"] is None for cell in small)


def test_standings_rank_most_companies_over_several_weeks(state: State) -> None:
    board = Board(scope_file(state.boards, "member"))
    weeks: dict[str, list[int]] = defaultdict(list)
    for standing in board.standings():
        if standing["median"] is not None:
            weeks[standing["period"]].append(standing["median"])
    last = weeks[max(weeks)]
    assert len(last) >= 8
    assert len(set(last)) >= 5
    assert len(weeks) >= 6
