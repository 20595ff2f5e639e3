"""An exercise's board: rows with yardsticks and the record between them, and their provenance."""

from collections.abc import Container, Mapping, Sequence

from leaderboard.board import Board, Row
from leaderboard.own import Own
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = [
    "board_table",
    "exercise_cards",
    "exercise_lead",
    "exercise_list",
    "formula_name",
    "formula_note",
    "provenance_table",
    "shown_metrics",
    "standing_record",
    "yardstick",
]

_METRICS = (
    *("n2q", "depth2q", "n1q", "depth", "t_count", "qubits", "esp", "shots", "queries"),
    "ler",
)
_MAX_METRICS = 3
_TOP_HALF = 5
"""Tenths of a board up to which a learner is told theirs: "top 90%" helps nobody."""


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
    record = standing_record(board, name)
    metrics = shown_metrics([*entries, *yardsticks])
    person = own.person() if own else None
    handle = person["handle"] if person else None
    lines: list[tuple[tuple[float, float, int], Line]] = []
    for row in entries:
        held = bool(record and record["result_id"] == row["result_id"])
        who = _who(texts, row, companies, record if held else None)
        kind = "own" if row["handle"] == handle else "record" if held else ""
        cells = _row(texts, exercise, row, metrics, str(row["rank"]), who)
        lines.append((_place(row, exercise, 0), Line(cells=cells, kind=kind)))
    for row in yardsticks:
        cells = _row(texts, exercise, row, metrics, texts("app.none"), yardstick(texts, row))
        lines.append((_place(row, exercise, 1), Line(cells=cells, kind="yardstick")))
    if record and all(row["result_id"] != record["result_id"] for row in entries):
        # Its holder is not among the rows of this scope; the record itself is for everybody.
        made = {"points": exercise["max_points"], **record}
        who = _who(texts, made, companies, record)
        cells = _row(texts, exercise, made, metrics, texts("app.none"), who)
        lines.append((_place(made, exercise, -1), Line(cells=cells, kind="record")))
    lines.sort(key=lambda pair: pair[0])
    rows = [line for _, line in lines]
    mine = own.bests().get(name) if own else None
    if mine and mine["rank"] is not None and all(row["handle"] != handle for row in entries):
        name = f"{handle} ({texts('column.you')})"
        top = mine["decile"] is not None and mine["decile"] <= _TOP_HALF
        label = Cell(text=name, note=texts("me.decile", percent=10 * mine["decile"]) if top else "")
        cells = _row(texts, exercise, mine, metrics, str(mine["rank"]), label)
        rows += [
            Line(cells=["⋮"] + [""] * (len(cells) - 1), kind="gap"),
            Line(cells=cells, kind="own"),
        ]
    return Table(
        caption=texts("exercise.board"),
        columns=[
            Column(title=texts("column.rank"), number=True),
            Column(title=texts("column.handle"), wide=True, below=texts("column.notes")),
            Column(title=texts("column.points"), number=True),
            *_cost_column(texts, exercise),
            *(
                Column(title=texts.known("metric", metric), number=True, minor=True)
                for metric in metrics
            ),
            Column(title=texts("column.attained"), number=True, minor=True),
        ],
        rows=rows,
        formula=formula_name(exercise),
    )


def standing_record(board: Board, exercise: str) -> Row | None:
    """Return the record of an open challenge that stands now, ``None`` if there is none."""
    held = [row for row in board.records() if row["exercise_id"] == exercise]
    return held[-1] if held else None


def formula_name(exercise: Row) -> str:
    """Return by which version of a formula, and of the exercise, rows are ranked."""
    return f"{exercise['formula_id']}, {exercise['exercise_id']} version {exercise['version']}"


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
        unit = texts.cost_name(exercise)
        cards = [
            (texts(f"exercise.{key}"), texts.cost(exercise[key], exercise), unit)
            for key in ("best", "par")
        ]
    cards += [
        (texts.known("metric", name), f"≤ {limit}" if limit else "0", texts("exercise.limits"))
        for name, limit in exercise["limits"].items()
    ]
    return cards


def exercise_list(
    board: Board, texts: Texts, query: str, course: str = "all", own: Own | None = None
) -> Table:
    """Return the exercises of a course with links to their boards.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        query: Further parameters of each link, e.g. ``"lang=ja"``.
        course: Course, or ``"all"``.
        own: The learner at the screen, who sees what they reached beside it.
    """
    bests = own.bests() if own else {}
    offered = board.course_exercises(course)
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
            *([Column(title=texts("column.you"), number=True)] if own else []),
            Column(title=texts("column.on_board"), number=True, minor=True),
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
                    *([_reached(texts, bests.get(row["exercise_id"]))] if own else []),
                    texts.band(row["n_band"]),
                )
            )
            for row in board.exercises()
            if course == "all" or row["exercise_id"] in offered
        ],
    )


def provenance_table(board: Board, texts: Texts, exercise: Row, handles: Container[str]) -> Table:
    """Return where the rows of some learners on an exercise's board come from."""
    return Table(
        caption=texts("exercise.provenance"),
        columns=[
            Column(title=texts("column.handle"), wide=True),
            Column(title=texts("column.result"), number=True),
            Column(title=texts("column.method")),
            Column(title=texts("column.judge")),
            Column(title=texts("column.version"), number=True, minor=True),
            Column(title=texts("column.isolation"), number=True, minor=True),
            Column(title=texts("column.judged"), number=True),
            Column(title=texts("column.cause"), minor=True),
        ],
        rows=[
            Line(
                cells=(
                    row["handle"],
                    str(row["result_id"]),
                    row["method"] or texts("app.none"),
                    row["judge_version"],
                    str(row["version"]),
                    str(row["isolation_level"]),
                    texts.moment(row["judged_at"]),
                    texts.known("cause", row["cause"]),
                )
            )
            for row in board.entries(exercise["exercise_id"])
            if row["handle"] in handles
        ],
        formula=formula_name(exercise),
    )


def _reached(texts: Texts, best: Row | None) -> Cell:
    if best is None:
        return Cell(text=texts("app.none"), kind="muted")
    return Cell(text=texts.points(best["points"]), kind="good" if best["outcome"] == "AC" else "")


def _cost_column(texts: Texts, exercise: Row) -> list[Column]:
    return (
        [Column(title=texts.cost_name(exercise), number=True)]
        if exercise["formula_id"] != "none"
        else []
    )


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


def _who(
    texts: Texts, row: Row, companies: Mapping[str, Row], record: Row | None = None
) -> str | Cell:
    company = companies.get(row["company_id"] or "")
    notes = [texts.name(company)] if company else []
    if record:
        notes.insert(0, texts("exercise.record", date=texts.date(record["attained_at"])))
    name = row["handle"] or texts("records.somebody")
    return Cell(text=name, note=" · ".join(notes)) if notes else name


def _place(row: Row, exercise: Row, after: int) -> tuple[float, float, int]:
    cost = row["cost"]
    way = 1 if exercise["direction"] == "min" else -1
    return (-row["points"], float("inf") if cost is None else way * cost, after)
