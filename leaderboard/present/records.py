"""Open challenges: the record that stands, those before it, and the yardsticks beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderboard.board import Board, Row
from leaderboard.present.exercise import formula_name, shown_metrics, yardstick
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = [
    "LEVELS",
    "Challenge",
    "Progress",
    "Rule",
    "challenge_cards",
    "challenge_table",
    "challenges",
    "history_table",
    "progress",
    "proof_table",
    "summary_cards",
    "yardstick_table",
]

LEVELS = ("target-independent", "native-gates", "mapped")
"""Levels of open challenges, in order."""
_FAR = 1.6
"""A yardstick whose cost is further from the records than this factor is left to the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """An open challenge.

    Attributes:
        records: In order of time; the last one stands.
        yardsticks: Accepted ones with a cost, the cheapest first.
    """

    exercise: Row
    records: tuple[Row, ...]
    yardsticks: tuple[Row, ...]

    @property
    def id(self) -> str:
        """Id of the exercise."""
        return str(self.exercise["exercise_id"])

    @property
    def standing(self) -> Row | None:
        """The record that stands."""
        return self.records[-1] if self.records else None

    @property
    def gain(self) -> float | None:
        """Percent by which the record is better than the best yardstick; negative: worse."""
        if not self.records or not self.yardsticks:
            return None
        record, other = int(self.records[-1]["cost"]), int(self.yardsticks[0]["cost"])
        way = 1 if self.exercise["direction"] == "min" else -1
        return 100 * way * (other - record) / other


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A yardstick as a level in a chart, in the formula's unit."""

    label: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Records as steps: seconds since 1970 UTC, cost in the formula's unit, holder.

    Attributes:
        until: When the board was as shown; the last step lasts until then.
        title: What a cost is called.
    """

    steps: tuple[tuple[int, float, str], ...]
    rules: tuple[Rule, ...]
    until: int
    title: str


def challenges(board: Board) -> list[Challenge]:
    """Return the open challenges of a scope by level, with their records."""
    records: dict[str, list[Row]] = {}
    for row in board.records():
        records.setdefault(row["exercise_id"], []).append(row)
    found = []
    for exercise in board.exercises():
        if exercise["track"] is not None:
            name = exercise["exercise_id"]
            judged = [
                row
                for row in board.baselines(name)
                if row["outcome"] == "AC" and row["cost"] is not None
            ]
            way = 1 if exercise["direction"] == "min" else -1
            found.append(
                Challenge(
                    exercise=exercise,
                    records=tuple(records.get(name, ())),
                    yardsticks=tuple(sorted(judged, key=lambda row: way * row["cost"])),
                )
            )
    return sorted(found, key=lambda one: _level(one.exercise["track"]))


def summary_cards(items: Sequence[Challenge], texts: Texts) -> list[tuple[str, str, str]]:
    """Return how many challenges are open and solved, and the newest record."""
    held = [(one.records[-1]["attained_at"], one) for one in items if one.records]
    ahead = sum(1 for one in items if one.gain is not None and one.gain > 0)
    cards = [(texts("records.open"), str(len(items)), texts("records.open_note", n=len(held)))]
    if held:
        cards.append((texts("records.ahead"), str(ahead), texts("records.ahead_note", n=len(held))))
        moment, newest = max(held, key=lambda pair: pair[0])
        name = texts.name(newest.exercise, "title")
        cards.append((texts("records.newest"), texts.date(moment), name))
    return cards


def challenge_table(
    items: Sequence[Challenge], texts: Texts, companies: Mapping[str, Row], query: str
) -> Table:
    """Return every challenge with the record that stands and the best yardstick.

    Args:
        items: The challenges to show.
        texts: The language.
        companies: Companies that the scope may name.
        query: Further parameters of each link, e.g. ``"lang=ja"``.
    """
    return Table(
        caption=texts("records.standing"),
        columns=[
            Column(title=texts("records.challenge"), wide=True, below=texts("records.source")),
            Column(title=texts("column.level"), minor=True),
            Column(title=texts("records.record"), number=True),
            Column(
                title=texts("records.yardstick"),
                number=True,
                minor=True,
                below=texts("records.which"),
            ),
            Column(title=texts("records.gain"), number=True),
            Column(title=texts("records.holder"), below=texts("column.company")),
            Column(title=texts("records.since"), number=True, minor=True),
        ],
        rows=[_challenge(one, texts, companies, query) for one in items],
    )


def challenge_cards(one: Challenge, texts: Texts) -> list[tuple[str, str, str]]:
    """Return the record, the yardstick and par of a challenge."""
    exercise, record = one.exercise, one.standing
    unit = texts.cost_name(exercise)
    cards = []
    if record:
        since = texts("records.since_date", date=texts.date(record["attained_at"]))
        cards.append((texts("records.record"), texts.cost(record["cost"], exercise), since))
    if one.yardsticks:
        best = one.yardsticks[0]
        shown = texts.cost(best["cost"], exercise)
        cards.append((texts("records.yardstick"), shown, yardstick(texts, best)))
    if one.gain is not None:
        cards.append((texts("records.gain"), _percent(texts, one.gain), texts("records.gain_note")))
    cards.append((texts("exercise.par"), texts.cost(exercise["par"], exercise), unit))
    return cards


def history_table(one: Challenge, texts: Texts, companies: Mapping[str, Row]) -> Table:
    """Return the records of a challenge, the newest first."""
    metrics = shown_metrics(one.records)
    return Table(
        caption=texts("records.history"),
        columns=[
            Column(title=texts("records.reached"), number=True),
            Column(title=texts.cost_name(one.exercise), number=True),
            *(
                Column(title=texts.known("metric", name), number=True, minor=True)
                for name in metrics
            ),
            Column(title=texts("records.holder"), wide=True, below=texts("column.company")),
            Column(title=texts("records.beaten"), number=True, minor=True),
        ],
        rows=[
            Line(
                cells=(
                    texts.date(row["attained_at"]),
                    texts.cost(row["cost"], one.exercise),
                    *(texts.metric(name, row["metrics"].get(name)) for name in metrics),
                    _holder(texts, row, companies),
                    texts.date(row["beaten_at"]) if row["beaten_at"] else texts("records.stands"),
                ),
                kind="record" if row is one.standing else "",
            )
            for row in reversed(one.records)
        ],
        formula=formula_name(one.exercise),
    )


def proof_table(one: Challenge, texts: Texts) -> Table:
    """Return what proves each record: verdict, exercise version, judge and method."""
    return Table(
        caption=texts("records.proof"),
        columns=[
            Column(title=texts("records.verdict_id"), number=True),
            Column(title=texts("records.reached"), number=True),
            Column(title=texts.cost_name(one.exercise), number=True),
            Column(title=texts("column.version"), number=True),
            Column(title=texts("column.method")),
            Column(title=texts("column.judge"), wide=True),
        ],
        rows=[
            Line(
                cells=(
                    str(row["result_id"]),
                    texts.moment(row["attained_at"]),
                    texts.cost(row["cost"], one.exercise),
                    str(row["version"]),
                    row["method"] or texts("app.none"),
                    row["judge_version"],
                )
            )
            for row in reversed(one.records)
        ],
        formula=formula_name(one.exercise),
    )


def yardstick_table(one: Challenge, texts: Texts) -> Table:
    """Return the yardsticks of a challenge, the cheapest first."""
    metrics = shown_metrics(one.yardsticks)
    return Table(
        caption=texts("records.yardsticks"),
        columns=[
            Column(title=texts("records.yardstick_name"), wide=True),
            Column(title=texts.cost_name(one.exercise), number=True),
            *(
                Column(title=texts.known("metric", name), number=True, minor=True)
                for name in metrics
            ),
            Column(title=texts("column.judged"), number=True, minor=True),
        ],
        rows=[
            Line(
                cells=(
                    yardstick(texts, row),
                    texts.cost(row["cost"], one.exercise),
                    *(texts.metric(name, row["metrics"].get(name)) for name in metrics),
                    texts.date(row["judged_at"]),
                ),
                kind="yardstick",
            )
            for row in one.yardsticks
        ],
        formula=formula_name(one.exercise),
    )


def progress(one: Challenge, texts: Texts, until: int) -> Progress:
    """Return the records of a challenge as steps of a chart.

    Args:
        one: A challenge with a record at least.
        texts: The language.
        until: Seconds since 1970 UTC at which the chart ends.
    """
    exercise = one.exercise
    costs = [row["cost"] for row in one.records]
    near = [row for row in one.yardsticks if min(costs) / _FAR <= row["cost"] <= max(costs) * _FAR]
    return Progress(
        steps=tuple(
            (row["attained_at"], row["cost"] / exercise["scale"],
             row["handle"] or texts("records.somebody"))
            for row in one.records
        ),
        rules=tuple(
            Rule(
                label=f"{yardstick(texts, row)} {texts.cost(row['cost'], exercise)}",
                value=row["cost"] / exercise["scale"],
            )
            for row in near
        ),
        until=until,
        title=texts.cost_name(exercise),
    )  # fmt: skip


def _challenge(one: Challenge, texts: Texts, companies: Mapping[str, Row], query: str) -> Line:
    exercise, record, none = one.exercise, one.standing, texts("app.none")
    best = one.yardsticks[0] if one.yardsticks else None
    name = Cell(
        text=texts.name(exercise, "title"),
        note=exercise["source"] or "",
        link=f"records?track={one.id}&{query}",
    )
    compared: str | Cell = none
    if one.gain is not None:
        kind = "good" if one.gain > 0 else "muted"
        compared = Cell(text=_percent(texts, one.gain), kind=kind, value=round(one.gain, 1))
    return Line(
        cells=(
            name,
            texts.known("track", exercise["track"]),
            texts.cost(record["cost"], exercise) if record else none,
            Cell(text=texts.cost(best["cost"], exercise), note=yardstick(texts, best))
            if best
            else none,
            compared,
            _holder(texts, record, companies)
            if record
            else Cell(text=texts("records.nobody"), kind="muted"),
            texts.date(record["attained_at"]) if record else none,
        )
    )


def _holder(texts: Texts, row: Row, companies: Mapping[str, Row]) -> Cell:
    company = companies.get(row["company_id"] or "")
    return Cell(
        text=row["handle"] or texts("records.somebody"),
        note=texts.name(company) if company else "",
    )


def _percent(texts: Texts, gain: float) -> str:
    sign = "+" if gain > 0 else "−" if gain < 0 else "±"
    return sign + texts.percent(round(abs(gain)))


def _level(track: str) -> int:
    return LEVELS.index(track) if track in LEVELS else len(LEVELS)
