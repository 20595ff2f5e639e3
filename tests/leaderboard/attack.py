"""An adversary who keeps every published file and knows rules and software, to test against.

`play` makes the figures of some weeks as every scope gets them; the other functions are attacks on
what came out. `NAIVE` publishes without the rules, for tests that an attack can succeed at all.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from leaderboard.bands import N_BANDS, rate
from leaderboard.disclosure import Cell, Rules
from leaderboard.figures import activity_rows, cell_rows, standing_rows
from leaderboard.panel import keys_of
from leaderboard.progress import Week
from leaderboard.records import Company, Inputs, Names
from leaderboard.release import release_week
from tests.leaderboard.by_hand import Reached, panel_of

NAMES = Names(en="x", ja="x")
RULES = Rules()
NAIVE = Rules(min_learners=1, min_companies=1, max_share=1.0, min_changed=0)
SKILLS = ("gates", "noise")
STEP = 5
_STANDING = [
    *("period", "company", "rank", "status", "n_band", "completion", "coverage", "median"),
    "as_of",
]
_CELL = [
    *("period", "company", "skill", "status", "n_band", "q1", "median", "q3", "coverage"),
    *("completion", "enrolled_band", "started", "active", "accepted", "completed", "quarter"),
    "as_of",
]
_CHANGES = ("progress", "lapse", "join", "leave", "move", "appear", "vanish")

Row = Mapping[str, object]
File = Mapping[str, tuple[Row, ...]]
World = Mapping[int, "Someone"]
"""Everybody of one week, by number."""


@dataclass(frozen=True)
class Someone:
    """A learner of one week: merit in percent."""

    company: str
    merit: int
    active: bool = True
    noise: int = 0

    def reached(self, number: int) -> Reached:
        return Reached(
            learner=f"l-{number:04d}", company=self.company, started=True, active=self.active,
            accepted=self.merit > 0, completed=self.merit >= 90, merit=1000 * self.merit,
            mastery={"gates": 1000 * self.merit, "noise": 1000 * self.noise},
            tried=frozenset(s for s, v in (("gates", self.merit), ("noise", self.noise)) if v),
        )  # fmt: skip


def inputs_of(companies: Iterable[str | Company], salt: str = "s") -> Inputs:
    known = [c if isinstance(c, Company) else Company(id=c, name=NAMES) for c in companies]
    return Inputs(consortium=NAMES, host=NAMES, companies=tuple(known), people=(), exercises=(),
                  courses=(), formulas=(), baselines=(), salt=salt)  # fmt: skip


class Play:
    """Publishes week after week; keeps the files of every scope of every week."""

    def __init__(self, companies: Iterable[str | Company], rules: Rules = RULES) -> None:
        self.inputs = inputs_of(companies)
        self.rules = rules
        self.cells: list[Cell] = []
        self.files: list[dict[str, File]] = []
        self.worlds: list[World] = []
        self._last: dict = {}

    def week(self, world: World, rules: Rules | None = None) -> dict[str, File]:
        """Release one week more and return the files of all scopes."""
        self.rules = rules or self.rules
        self.worlds.append(dict(world))
        n = len(self.worlds)
        everybody = tuple(one.reached(number) for number, one in sorted(world.items()))
        submitted = np.unique(keys_of([one.learner for one in everybody if one.active]))
        week = Week(starts_at=100 * n, ends_at=100 * n + 100, code=f"2026-W{n:02d}")
        panel = panel_of(everybody)
        self.cells += release_week(week, panel, submitted, self.inputs, self.rules, self._last)
        self.files.append(self.publish())
        return self.files[-1]

    def publish(self) -> dict[str, File]:
        """Return the files of all scopes as they are published now."""
        scopes = [("public", ""), ("member", "")]
        scopes += [("company", company.id) for company in self.inputs.companies]
        return {
            f"{kind}-{name}" if name else kind: {
                "standing": _named(
                    _STANDING, standing_rows(self.cells, self.inputs, self.rules, kind)
                ),
                "cell": _named(_CELL, cell_rows(self.cells, self.rules, kind, name)),
                "activity": _named(
                    ["period", "as_of", "status", "submitted"],
                    activity_rows(self.cells, self.rules, kind),
                ),
            }
            for kind, name in scopes
        }


def play(worlds: Sequence[World], companies: Iterable[str | Company], rules=RULES) -> Play:
    made = Play(companies, rules)
    for world in worlds:
        made.week(world)
    return made


def _named(names: Sequence[str], rows: Iterable[Sequence[object]]) -> tuple[Row, ...]:
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


# Made-up consortia -------------------------------------------------------------------------------

MERITS = st.integers(0, 20).map(lambda n: 5 * n)
SOMEBODY = st.builds(Someone, st.just(""), MERITS, st.booleans() | st.just(True), MERITS)


@st.composite
def consortia(draw: st.DrawFn, most_companies: int = 8) -> list[World]:
    """Weeks of a consortium: sizes around the limits, a dominant company, a few changes a week."""
    sizes = draw(st.lists(st.integers(8, 13) | st.just(25), min_size=1, max_size=most_companies))
    numbers = itertools.count()
    world: dict[int, Someone] = {}
    for place, size in enumerate(sizes):
        for _ in range(size):
            world[next(numbers)] = replace(draw(SOMEBODY), company=f"c{place}")
    names = [f"c{place}" for place in range(len(sizes))]
    weeks: list[World] = [dict(world)]
    for _ in range(draw(st.integers(1, 5))):
        for _ in range(draw(st.integers(0, 5))):
            _change(draw, world, names, numbers)
        weeks.append(dict(world))
    return weeks


def _change(draw, world: dict[int, Someone], names: list[str], numbers) -> None:
    kind = draw(st.sampled_from(_CHANGES))
    someone = draw(st.sampled_from(sorted(world))) if world else None
    if kind == "join" or someone is None:
        world[next(numbers)] = replace(draw(SOMEBODY), company=draw(st.sampled_from(names)))
    elif kind == "progress":
        world[someone] = replace(
            world[someone], merit=min(100, world[someone].merit + draw(MERITS))
        )
    elif kind == "lapse":
        world[someone] = replace(world[someone], active=not world[someone].active)
    elif kind == "leave":
        del world[someone]
    elif kind == "move":
        world[someone] = replace(world[someone], company=draw(st.sampled_from(names)))
    elif kind == "appear" and len(names) < 9:
        names.append(f"c{len(names)}")
        for _ in range(draw(st.integers(9, 11))):
            world[next(numbers)] = replace(draw(SOMEBODY), company=names[-1])
    elif kind == "vanish":
        gone = draw(st.sampled_from(names))
        for number in [n for n, one in world.items() if one.company == gone]:
            del world[number]


def companies_of(worlds: Iterable[World]) -> list[str]:
    return sorted({one.company for world in worlds for one in world.values()})


# Attack 1: which totals fit all published rates of one group --------------------------------------


def sizes_by_rates(
    rows: Iterable[Row], names: Sequence[str], code_of: Callable[[int, int], str] = rate
) -> set[int]:
    """Return every total of the band for which each rate is possible."""
    rows = [row for row in rows if row["status"] != "withheld"]
    low, high = ends(str(rows[0]["n_band"]))
    codes = {str(row[name]) for row in rows for name in names if row[name] is not None}
    return {
        n
        for n in range(low, int(min(high, 400)) + 1)
        if codes <= {code_of(count, n) for count in range(n + 1)}
    }


def ends(band: str) -> tuple[int, float]:
    """Return the lowest and the highest count of a band's code."""
    if band.endswith("+"):
        return int(band[:-1]), math.inf
    low, _, high = band.partition("-")
    return int(low), int(high or low)


# Attack 2: integer program over the sizes of all companies ----------------------------------------


def bounds_of_sizes(
    parts: Mapping[str, tuple[float, float]], total: tuple[float, float]
) -> dict[str, tuple[float, float]]:
    """Return the range of every company's size, given ranges of all and of their sum."""
    names = list(parts)
    low, high = (np.array([parts[name][end] for name in names]) for end in (0, 1))
    found = {}
    for place, name in enumerate(names):
        cost = np.eye(len(names))[place]
        span = []
        for sign in (1, -1):
            answer = milp(
                sign * cost, bounds=Bounds(low, high), integrality=np.ones(len(names)),
                constraints=LinearConstraint(np.ones((1, len(names))), *total),
            )  # fmt: skip
            span.append(sign * answer.fun if answer.status == 0 else -sign * math.inf)
        found[name] = (span[0], span[1])
    return found


def sizes_known(
    files: Iterable[File], period: str, *, least: int = 10, everybody: int = 0
) -> dict[str, tuple[float, float]]:
    """Return what some files together tell of the sizes of all companies in one week."""
    parts: dict[str, tuple[float, float]] = {}
    low, high = 0.0, math.inf
    for file in files:
        headline = [row for row in file["cell"] if row["period"] == period and not row["skill"]]
        for row in [*headline, *(row for row in file["standing"] if row["period"] == period)]:
            if row["company"]:
                _narrow(parts, str(row["company"]), _size(row, least))
            elif row["n_band"]:
                low, high = ends(str(row["n_band"]))
    if everybody != len(parts):
        parts["others"] = (0, math.inf)
    return bounds_of_sizes(parts, (low, high))


def _size(row: Row, least: int) -> tuple[float, float]:
    if row["status"] == "withheld":
        # Up to two more than R1 says may have come: R4 keeps a figure back for three.
        return (0, least + 1)
    return ends(str(row["n_band"])) if row["n_band"] else (least, math.inf)


def _narrow(parts: dict[str, tuple[float, float]], name: str, new: tuple[float, float]) -> None:
    low, high = parts.get(name, (0, math.inf))
    parts[name] = (max(low, new[0]), min(high, new[1]))


# Attack 3: subtract two weeks ---------------------------------------------------------------------


def changed_people(before: World, after: World, company: str) -> set[int]:
    """Return who of a company (``""``: of all) contributes something else."""

    def mine(world: World) -> dict[int, Someone]:
        return {n: one for n, one in world.items() if company in ("", one.company)}

    one, other = mine(before), mine(after)
    return {n for n in one.keys() | other.keys() if one.get(n) != other.get(n)}


def merits_that_fit(world: World, number: int, company: str, rows: Sequence[Row]) -> list[int]:
    """Return the merits that one learner can have, if all others are known and the rows are true.

    Args:
        world: Everybody; what it says of the learner is not used.
        number: The learner.
        company: Whose headline the rows are.
        rows: The row published of the week.
    """
    fitting = []
    for merit in range(0, 101, STEP):
        guess = {**world, number: replace(world[number], merit=merit)}
        values = [one.merit for one in guess.values() if one.company == company and one.active]
        q = [math.floor(v / STEP + 0.5) * STEP for v in np.quantile(values, (0.25, 0.5, 0.75))]
        if all(q == [row["q1"], row["median"], row["q3"]] for row in rows):
            fitting.append(merit)
    return fitting


# Attack 4: two companies put their quarters together ----------------------------------------------


def places_by_quarters(
    companies: int, quarter: Callable[[int, list[int]], int | None]
) -> dict[tuple[object, ...], set[int]]:
    """Return, by own medians and quarters of two colluding companies, what a third can be.

    The other companies are alike for them, so the values that any of them can have count. Values
    between and beyond the two own ones are told apart by region only.
    """
    grid = range(0, 101, STEP)
    found: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    for x, y in itertools.combinations_with_replacement(grid, 2):
        regions = [
            [v for v in grid if v < x], [x], [v for v in grid if x < v < y],
            [y] if y > x else [], [v for v in grid if v > y],
        ]  # fmt: skip
        some = [n for n, region in enumerate(regions) if region]
        for chosen in itertools.combinations_with_replacement(some, companies - 2):
            for place in (0, 1, 2, -3, -2, -1):
                # Values at the ends of a region stand for it.
                values = {n: regions[n][max(-len(regions[n]), min(place, len(regions[n]) - 1))]
                          for n in chosen}  # fmt: skip
                every = [x, y, *(values[n] for n in chosen)]
                found[x, y, quarter(x, every), quarter(y, every)] |= set(values.values())
    return found


# Attack 5: know unnamed companies again -----------------------------------------------------------


def known_again(named: File, unnamed: File) -> dict[str, str]:
    """Return which unnamed rows equal a row that an earlier file holds under a name."""
    values = ("period", "median")
    by_value: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for row in named["standing"]:
        by_value[tuple(row[v] for v in values)].add(str(row["company"]))
    listed = {str(row["company"]) for row in unnamed["standing"]}
    candidates: dict[str, set[str]] = {}
    for row in unnamed["standing"]:
        name = str(row["company"])
        if name.startswith("unnamed-"):
            before = by_value.get(tuple(row[v] for v in values))
            if before is not None:
                rest = before - listed
                candidates[name] = candidates.get(name, rest) & rest
    return {name: rest.pop() for name, rest in candidates.items() if len(rest) == 1}


def pooled_band(size: int) -> str:
    """Return the band with both ends, as it was published before R7 was heeded."""
    return next(code for low, code in N_BANDS if size >= low)
