"""Who knows the software and the own part of a count learns nobody else's part within ten.

The attackers here run the release themselves on every consortium that they hold possible, and keep
those that give the very files that they see: that is all that can be told, by any calculation.
"""

import itertools
import json
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from grader.results.records import reference
from grader.verdict import Outcome
from leaderboard import disclosure, figures
from leaderboard.bands import lowest
from leaderboard.board import Board, BoardInvalid, scope_file
from leaderboard.history import kept
from leaderboard.own import Own
from leaderboard.publish import publish
from leaderboard.records import Company
from leaderboard.spreads import spread_cells, spread_rows
from leaderboard.totals import band_told
from tests.leaderboard.attack import NAMES, RULES, Someone, play
from tests.leaderboard.by_hand import Tried, fared_of
from tests.leaderboard.consortium_state import NOW, YOU

LATER = NOW + timedelta(hours=1)
NEXT_WEEK = NOW + timedelta(days=2)


def files_of(sizes: dict[str, int], holders: tuple[str, ...]) -> list[object]:
    """Return what some companies see of a consortium in which all have the same merit."""
    numbers = itertools.count()
    world = {
        next(numbers): Someone(company, 50) for company, size in sizes.items() for _ in range(size)
    }
    files = play([world], list(sizes)).files[-1]
    names = ("public", "member", *(f"company-{name}" for name in holders))
    return [files[name] for name in names]


def possible(
    sizes: dict[str, int], holders: tuple[str, ...], others: dict[str, range]
) -> dict[str, int]:
    """Return within how many sizes each other company is known."""
    seen = files_of(sizes, holders)
    fitting = [
        guess
        for guess in itertools.product(*others.values())
        if files_of(sizes | dict(zip(others, guess, strict=True)), holders) == seen
    ]
    found = zip(others, zip(*fitting, strict=True), strict=True)
    return {name: max(every) - min(every) + 1 for name, every in found}


# c is shown, and so has ten or more; d is withheld. With nine learners d is as likely as with none.
OTHERS = {"c": range(10, 23), "d": range(10)}


@pytest.mark.parametrize(
    "sizes",
    [
        {"a": 19, "b": 19, "c": 10, "d": 1},  # the upper end of 20 to 49
        {"a": 40, "b": 38, "c": 10, "d": 1},  # that of 50 to 99
        {"a": 50, "b": 39, "c": 10, "d": 0},  # R3 is not met: there are fewer than 100
    ],
    ids=str,
)
def test_two_companies_that_know_their_own_sizes_tell_no_other(sizes):
    assert min(possible(sizes, ("a", "b"), OTHERS).values()) >= 10


def test_with_bands_that_heed_no_parts_two_companies_tell_all_others(monkeypatch):
    monkeypatch.setattr(figures, "_as_known", lambda values, _: dict(values))
    sizes = {"a": 19, "b": 19, "c": 10, "d": 1}
    assert possible(sizes, ("a", "b"), OTHERS) == {"c": 2, "d": 2}
    monkeypatch.undo()
    monkeypatch.setattr(disclosure, "_close", lambda *_: False)
    sizes = {"a": 50, "b": 39, "c": 10, "d": 0}
    assert possible(sizes, ("a", "b"), OTHERS) == {"c": 1, "d": 1}


_MOST = 60


def ranges(told: Callable[[list[int]], object], pair: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the widths in which two further companies are known, for each thing told."""
    found: dict[object, list[tuple[int, int]]] = {}
    for one, other in itertools.product(range(_MOST + 1), repeat=2):
        if sum(pair) + one + other >= 10:  # R1
            found.setdefault(told([*pair, one, other]), []).append((one, other))
    return [
        (len({one for one, _ in every}), len({other for _, other in every}))
        for every in found.values()
        if max(max(both) for both in every) < _MOST - 10  # else more would fit beyond
    ]


PAIRS = [(5, 4), (9, 9), (12, 10), (19, 19), (25, 24), (36, 33), (50, 49), (60, 35)]


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_a_band_on_one_exercise_leaves_ten_values_to_each_part(pair):
    found = ranges(lambda parts: band_told(parts, RULES), pair)
    assert all(min(widths) >= 10 for widths in found)


def test_plain_bands_do_not():
    widths = [ranges(lambda parts: lowest(sum(parts)), pair) for pair in PAIRS]
    assert min(min(one) for every in widths for one in every) == 1


@pytest.mark.parametrize("sizes", [[24, 22, 21, 26, 20, 23, 20, 6], [40, 30, 20, 10, 12, 5]])
def test_an_exercise_that_many_tried_still_tells_so(sizes):
    assert band_told(sizes, RULES) == 100


def test_activity_tells_no_count_of_those_who_submitted():
    """Any number of a large company may have been idle, whatever two others know of themselves."""

    def shown(idle: int) -> object:
        numbers = itertools.count()
        world = {
            next(numbers): Someone(company, 50, active=company != "c" or n >= idle)
            for company in "abcd"
            for n in range(60)
        }
        return play([world], "abcd").files[-1]["member"]["activity"]

    fitting = Counter(json.dumps(shown(idle)) for idle in range(60))
    del fitting[json.dumps(shown(59))]  # more would be possible of a larger company
    assert min(fitting.values()) >= 10
    assert len(fitting) >= 3, "and it still says something"


# Histograms ---------------------------------------------------------------------------------------


def bars(costs: list[tuple[str, int]]) -> list[tuple[object, ...]]:
    bests = [Tried(f"l-{n}", name, 1, cost=cost) for n, (name, cost) in enumerate(costs)]
    made = spread_cells([("e", fared_of(bests))], period="2026-W01", as_of=1, rules=RULES, last={})
    return [row[2:] for row in spread_rows(made, "costs", RULES)]


def test_no_bar_is_of_one_company_alone():
    """Else two of three companies that are not in a bar know whose all of its costs are."""
    cheap = [("a", 40)] * 12
    others = [(name, 75) for name in "bcd" for _ in range(5)]
    assert bars(cheap + others) == [(20, 100, 20)]
    mixed = [(name, 40) for name in "abc" for _ in range(4)]
    assert len(bars(mixed + others)) == 2


def test_bars_are_whole_tens():
    costs = [("abcd"[n % 4], 40) for n in range(17)]
    assert bars(costs) == [(20, 50, 10)]


# Numbers of rows, weeks and news in published files -----------------------------------------------


def numbers_of_verdicts(state) -> set[int]:
    boards = [Board(path) for path in state.state.boards.glob("[cmp]*.db") if path.stem != "people"]
    found = {
        row["result_id"]
        for board in boards
        for exercise in board.exercises()
        for row in board.entries(exercise["exercise_id"])
    }
    own = Own.of(state.state.boards, YOU)
    found |= {row["result_id"] for row in [*own.attempts(), *own.bests().values()]}
    return found


def test_numbers_of_verdicts_do_not_count_what_came_between(published):
    """Two own attempts would else tell how many answers all others handed in meanwhile."""
    with published.open_store() as store:
        ids = [row.id for row in store.verdicts()]
    found = numbers_of_verdicts(published)
    assert not found & set(range(max(ids) + 1))
    secret = published.state.secret()
    assert found <= {reference(secret, row) for row in ids}
    assert found.isdisjoint(reference(bytes(len(secret)), row) for row in ids)
    ordered = [reference(secret, row) for row in ids]
    assert ordered != sorted(ordered)


def test_weeks_are_not_released_a_second_time_when_the_releases_are_lost(own_published):
    """Of the same weeks, but of those people alone who are left: the difference is who left."""
    own = own_published
    before = Board(scope_file(own.state.boards, "member")).cells()
    releases = own.state.path / "releases.db"
    releases.rename(own.state.path / "away")
    with pytest.raises(BoardInvalid, match="restore"):
        publish(own.state.path, catalog=own.catalog, now=LATER)
    assert Board(scope_file(own.state.boards, "member")).cells() == before
    releases.unlink(missing_ok=True)
    (own.state.path / "away").rename(releases)
    publish(own.state.path, catalog=own.catalog, now=LATER)
    # The same when an older copy comes back.
    shutil.copy(releases, own.state.path / "old")
    publish(own.state.path, catalog=own.catalog, now=NEXT_WEEK)
    shutil.copy(own.state.path / "old", releases)
    with pytest.raises(BoardInvalid, match="restore"):
        publish(own.state.path, catalog=own.catalog, now=NEXT_WEEK)
    assert kept(own.state.boards)


def test_an_exercise_that_nobody_tried_looks_like_one_that_few_tried(own_published):
    own = own_published
    public = Board(scope_file(own.state.boards, "public"))
    every = {row["exercise_id"] for row in public.exercises()}
    assert {row["exercise_id"] for row in public.stuck()} == every
    counts = Counter(row["kind"] for row in public.news())
    assert counts["release"] == len(public.activity()), "one piece of news for every week"
    own.submit("l-000001", "bell-pair", Outcome.WRONG_ANSWER, at=NOW, reason="value")
    publish(own.state.path, catalog=own.catalog, now=LATER)
    assert {key: public.meta[key] for key in ("submissions", "learners")} == {
        "submissions": "100+", "learners": "50+",
    }  # fmt: skip


def test_the_consortiums_size_says_nothing_of_companies_that_do_not_stand_by_name():
    """Whether a tenth company has ten learners would move the band from 50 to 100."""
    names = [f"c{n}" for n in range(9)]

    def told(size: int, standing: str) -> object:
        companies = [Company(id=name, name=NAMES) for name in names]
        companies.append(Company(id="x", name=NAMES, standing=standing))
        numbers = itertools.count()
        sizes = dict.fromkeys(names, 14) | {"x": size}
        world = {next(numbers): Someone(c, 50) for c, many in sizes.items() for _ in range(many)}
        cells = play([world], companies).files[-1]["member"]["cell"]
        return [row["n_band"] for row in cells]

    assert told(4, "off") == told(30, "off") == told(4, "unnamed") == told(30, "unnamed")
    assert told(4, "named") != told(30, "named"), "whose row says so anyway"
