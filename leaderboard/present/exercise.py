"""An exercise's board: rows with yardsticks between them, spread of costs, provenance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderboard.board import Board, Own, Row
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = [
    "Mark",
    "Spread",
    "board_table",
    "exercise_cards",
    "exercise_lead",
    "exercise_list",
    "formula_note",
    "provenance_table",
    "shown_metrics",
    "spread",
    "spread_table",
    "yardstick",
]

_METRICS = (
    *("n2q", "depth2q", "n1q", "depth", "t_count", "qubits", "esp", "shots", "queries"),
    "ler",
)
_MAX_METRICS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A rule in the histogram, at a place on its axis of equally wide bars."""

    code: str
    label: str
    place: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Bars of a histogram: label and learners each; `marks` are rules among them."""

    labels: tuple[str, ...]
    counts: tuple[int, ...]
    marks: tuple[Mark, ...]


def yardstick(texts: Texts, row: Row) -> str:
    """Return the name of a yardstick; a compiler's version stands in its label."""
    name = texts.known("exercise", f"baseline_{row['kind']}", row["label"])
    version = str(row["label"]).partition(",")[0]
    compiler = version.partition(" ")[0]
    return name.replace(compiler, version) if compiler in ("Qiskit", "pytket") else name


def shown_metrics(rows: Sequence[Row]) -> list[str]:
    """Return the metrics that the rows hold, the most telling first."""
    held = {name for row in rows for name in row["metrics"]}
    return [name for name in _METRICS if name in held][:_MAX_METRICS]


def board_table(board: Board, texts: Texts, exercise: Row, own: Own | None = None) -> Table:
    """Return the board of an exercise, the learner's own row marked or added below.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        exercise: The exercise's row.
        own: The learner at the screen.
    """
    name = exercise["exercise_id"]
    entries, yardsticks = board.entries(name), board.baselines(name)
    companies = board.companies()
    metrics = shown_metrics([*entries, *yardsticks])
    person = own.person() if own else None
    handle = person["handle"] if person else None
    lines: list[tuple[tuple[float, float, int], Line]] = []
    for row in entries:
        cells = _row(texts, exercise, row, metrics, str(row["rank"]), _who(texts, row, companies))
        lines.append(
            (
                _place(row, exercise, 0),
                Line(cells=cells, kind="own" if row["handle"] == handle else ""),
            )
        )
    for row in yardsticks:
        cells = _row(texts, exercise, row, metrics, texts("app.none"), yardstick(texts, row))
        lines.append((_place(row, exercise, 1), Line(cells=cells, kind="yardstick")))
    lines.sort(key=lambda pair: pair[0])
    rows = [line for _, line in lines]
    mine = own.bests().get(name) if own else None
    if mine and mine["rank"] is not None and all(row["handle"] != handle for row in entries):
        label = f"{handle} ({texts('column.you')})"
        cells = _row(texts, exercise, mine, metrics, str(mine["rank"]), label)
        rows += [
            Line(cells=["⋮"] + [""] * (len(cells) - 1), kind="gap"),
            Line(cells=cells, kind="own"),
        ]
    return Table(
        caption=texts("exercise.board"),
        columns=[
            Column(title=texts("column.rank"), number=True),
            Column(title=texts("column.handle"), wide=True),
            Column(title=texts("column.points"), number=True),
            *_cost_column(texts, exercise),
            *(
                Column(title=texts.known("metric", metric), number=True, minor=True)
                for metric in metrics
            ),
            Column(title=texts("column.attained"), number=True, minor=True),
        ],
        rows=rows,
    )


def exercise_lead(board: Board, texts: Texts, exercise: Row) -> str:
    """Return level, points, skills and version of an exercise in a line."""
    name = exercise["exercise_id"]
    skills = [
        texts.skill(pair["skill_id"])
        for pair in board.exercise_skills()
        if pair["exercise_id"] == name
    ]
    return texts(
        "exercise.lead",
        level=exercise["level"],
        points=texts.points(exercise["max_points"]),
        skills=", ".join(skills),
        version=exercise["version"],
    )


def formula_note(texts: Texts, exercise: Row) -> str:
    """Return what the exercise is ranked by, and which way is better."""
    more = "-max" if exercise["direction"] == "max" else ""
    plain = texts.known("exercise", f"formula_{exercise['formula_id']}")
    return texts.known("exercise", f"formula_{exercise['formula_id']}{more}", plain)


def exercise_cards(texts: Texts, exercise: Row) -> list[tuple[str, str, str]]:
    """Return best known cost, par and limits: label, value, note each."""
    cards = []
    if exercise["formula_id"] != "none":
        unit = _unit(texts, exercise)
        cards = [
            (texts(f"exercise.{key}"), texts.cost(exercise[key], exercise), unit)
            for key in ("best", "par")
        ]
    cards += [
        (texts.known("metric", name), f"≤ {limit}", texts("exercise.limits"))
        for name, limit in exercise["limits"].items()
    ]
    return cards


def exercise_list(board: Board, texts: Texts, query: str) -> Table:
    """Return all exercises with links to their boards.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        query: Further parameters of each link, e.g. ``"lang=ja"``.
    """
    skills: dict[str, list[str]] = {}
    for pair in board.exercise_skills():
        skills.setdefault(pair["exercise_id"], []).append(texts.skill(pair["skill_id"]))
    return Table(
        caption=texts("overview.exercises"),
        columns=[
            Column(title=texts("column.exercise"), wide=True),
            Column(title=texts("column.level")),
            Column(title=texts("column.skills"), minor=True),
            Column(title=texts("column.points"), number=True),
            Column(title=texts("column.on_board"), number=True),
        ],
        rows=[
            Line(
                cells=(
                    Cell(
                        text=texts.name(row, "title"),
                        link=f"exercise?ex={row['exercise_id']}&{query}",
                    ),
                    row["level"],
                    ", ".join(skills.get(row["exercise_id"], ())),
                    texts.points(row["max_points"]),
                    texts.band(row["n_band"]),
                )
            )
            for row in board.exercises()
        ],
    )


def spread(board: Board, texts: Texts, exercise: Row, own: Own | None = None) -> Spread:
    """Return the histogram of best costs, with rules for best, par and the learner's own cost."""
    bins = board.histogram(exercise["exercise_id"])
    mine = own.bests().get(exercise["exercise_id"]) if own else None
    costs = {"own": mine["cost"] if mine else None}
    costs |= {"best": exercise["best"], "par": exercise["par"]}
    for row in board.baselines(exercise["exercise_id"]):
        if row["kind"] == "reference":
            costs["reference"] = row["cost"]
    same: dict[int, list[str]] = {}
    for code, cost in costs.items():
        if cost is not None and bins:
            same.setdefault(cost, []).append(code)
    marks = [
        Mark(
            code=codes[0],
            label=" = ".join(texts(f"exercise.rule_{code}") for code in codes)
            + f" {texts.cost(cost, exercise)}",
            place=_on_axis(cost, bins),
        )
        for cost, codes in same.items()
    ]
    return Spread(
        labels=tuple(_range(texts, row, exercise) for row in bins),
        counts=tuple(row["learners"] for row in bins),
        marks=tuple(marks),
    )


def spread_table(spread: Spread, texts: Texts) -> Table:
    """Return the bars of the histogram as a table."""
    return Table(
        caption=texts("exercise.histogram"),
        columns=[
            Column(title=texts("column.range")),
            Column(title=texts("exercise.histogram_count"), number=True),
        ],
        rows=[
            Line(cells=(label, str(count)))
            for label, count in zip(spread.labels, spread.counts, strict=True)
        ],
    )


def provenance_table(board: Board, texts: Texts, exercise: Row) -> Table:
    """Return where each row of an exercise's board comes from."""
    return Table(
        caption=texts("exercise.provenance"),
        columns=[
            Column(title=texts("column.handle"), wide=True),
            Column(title=texts("column.result"), number=True),
            Column(title=texts("column.method")),
            Column(title=texts("column.judge")),
            Column(title=texts("column.isolation"), number=True),
            Column(title=texts("column.judged"), number=True),
        ],
        rows=[
            Line(
                cells=(
                    row["handle"],
                    str(row["result_id"]),
                    row["method"] or texts("app.none"),
                    row["judge_version"],
                    str(row["isolation_level"]),
                    texts.moment(row["judged_at"]),
                )
            )
            for row in board.entries(exercise["exercise_id"])
        ],
    )


def _cost_column(texts: Texts, exercise: Row) -> list[Column]:
    return (
        [Column(title=_unit(texts, exercise), number=True)]
        if exercise["formula_id"] != "none"
        else []
    )


def _unit(texts: Texts, exercise: Row) -> str:
    """Return what a cost is called: a quantity to be made large is no cost."""
    return texts("column.value" if exercise["formula_id"] == "objective-v1" else "column.cost")


def _row(
    texts: Texts, exercise: Row, row: Row, metrics: Sequence[str], rank: str, who: str | Cell
) -> list[str | Cell]:
    cost = [texts.cost(row["cost"], exercise)] if exercise["formula_id"] != "none" else []
    when = row["attained_at"] if "attained_at" in row else row["judged_at"]
    return [
        rank,
        who,
        texts.points(row["points"]),
        *cost,
        *(texts.metric(name, row["metrics"].get(name)) for name in metrics),
        texts.date(when),
    ]


def _who(texts: Texts, row: Row, companies: Mapping[str, Row]) -> str | Cell:
    company = companies.get(row["company_id"] or "")
    return Cell(text=row["handle"], note=texts.name(company)) if company else row["handle"]


def _place(row: Row, exercise: Row, after: int) -> tuple[float, float, int]:
    cost = row["cost"]
    way = 1 if exercise["direction"] == "min" else -1
    return (-row["points"], float("inf") if cost is None else way * cost, after)


def _range(texts: Texts, row: Row, exercise: Row) -> str:
    low, high = texts.cost(row["low"], exercise), texts.cost(row["high"], exercise)
    return low if low == high else f"{low}–{high}"


def _on_axis(cost: int, bins: Sequence[Row]) -> float:
    # Bars are one wide each and centred on whole numbers; a cost between two bars lies between
    # them, and one inside a bar at its share of the bar's range.
    for place, row in enumerate(bins):
        if cost < row["low"]:
            return place - 0.5
        if cost <= row["high"]:
            width = row["high"] - row["low"]
            return place + (0.0 if not width else 0.8 * ((cost - row["low"]) / width - 0.5))
    return len(bins) - 0.5
