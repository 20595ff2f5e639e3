"""A learner's own results, and the tables of learners that everybody of a scope sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderboard.board import Board, Own, Row
from leaderboard.present.exercise import shown_metrics
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = [
    "Try",
    "attempts_table",
    "bests_table",
    "history",
    "leaders_table",
    "learner_cards",
    "neighbours_table",
    "privacy",
    "tries_table",
]


_TOP_HALF = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One attempt on an exercise: its points and the best so far, in points."""

    number: int
    points: float
    best: float
    outcome: str


def leaders_table(board: Board, texts: Texts, handle: str = "") -> Table:
    """Return the first learners over all exercises; `handle` marks the learner's own row."""
    companies = board.companies()
    rows = []
    for row in board.leaders():
        company = companies.get(row["company_id"] or "")
        who = Cell(text=row["handle"], note=texts.name(company) if company else "")
        rows.append(_place(texts, row, who, own=row["handle"] == handle))
    return Table(caption=texts("overview.leaders"), columns=_place_columns(texts), rows=rows)


def neighbours_table(own: Own, texts: Texts) -> Table:
    """Return the places around the learner's own."""
    person = own.person()
    handle = person["handle"] if person else ""
    rows = [
        _place(
            texts,
            row,
            Cell(text=_marked(texts, row["handle"], handle)),
            own=row["handle"] == handle,
        )
        for row in own.neighbours()
    ]
    return Table(caption=texts("me.around"), columns=_place_columns(texts), rows=rows)


def bests_table(board: Board, own: Own, texts: Texts, query: str) -> Table:
    """Return the learner's best result of every exercise, the untried ones included."""
    bests = own.bests()
    exercises = board.exercises()
    metrics = shown_metrics(list(bests.values()))[:2]
    return Table(
        caption=texts("me.best"),
        columns=[
            Column(title=texts("column.exercise"), wide=True),
            Column(title=texts("column.verdict")),
            Column(title=texts("column.points"), number=True),
            Column(title=texts("column.cost"), number=True, minor=True),
            *(
                Column(title=texts.known("metric", name), number=True, minor=True)
                for name in metrics
            ),
            Column(title=texts("column.rank"), number=True),
            Column(title=texts("column.attempts"), number=True, minor=True),
        ],
        rows=[
            _best(texts, row, bests.get(row["exercise_id"]), metrics, query) for row in exercises
        ],
    )


def attempts_table(board: Board, own: Own, texts: Texts) -> Table:
    """Return the learner's attempts, newest first, with the reason of each verdict in words."""
    exercises = {row["exercise_id"]: row for row in board.exercises()}
    rows = []
    for row in own.attempts():
        exercise = exercises.get(row["exercise_id"])
        rows.append(
            Line(
                cells=(
                    texts.moment(row["submitted_at"]),
                    texts.name(exercise, "title") if exercise else row["exercise_id"],
                    _verdict(texts, row),
                    f"{texts.points(row['points'])}/{texts.points(row['max_points'])}",
                    texts.cost(row["cost"], exercise) if exercise else texts("app.none"),
                    Cell(text=row[f"reason_{texts.language}"], kind="prose"),
                )
            )
        )
    return Table(
        caption=texts("me.attempts"),
        stacked=True,
        columns=[
            Column(title=texts("column.submitted")),
            Column(title=texts("column.exercise")),
            Column(title=texts("column.verdict")),
            Column(title=texts("column.points"), number=True),
            Column(title=texts("column.cost"), number=True, minor=True),
            Column(title=texts("column.reason"), wide=True),
        ],
        rows=rows,
    )


def history(own: Own, exercise: str) -> list[Try]:
    """Return the learner's attempts on an exercise in order, with the best points so far."""
    tries: list[Try] = []
    best = 0
    for row in reversed(own.attempts()):
        if row["exercise_id"] == exercise:
            best = max(best, row["points"])
            tries.append(
                Try(
                    number=len(tries) + 1,
                    points=row["points"] / 1000,
                    best=best / 1000,
                    outcome=row["outcome"],
                )
            )
    return tries


def tries_table(tries: Sequence[Try], texts: Texts) -> Table:
    """Return the attempts on one exercise as a table."""
    return Table(
        caption=texts("exercise.own_history"),
        columns=[
            Column(title=texts("column.attempts"), number=True),
            Column(title=texts("column.verdict")),
            Column(title=texts("column.points"), number=True),
        ],
        rows=[
            Line(
                cells=(
                    str(one.number),
                    Cell(text=texts.known("outcome", one.outcome), kind=_kind(one.outcome)),
                    f"{one.points:g}",
                )
            )
            for one in tries
        ],
    )


def learner_cards(board: Board, texts: Texts, person: Row) -> list[tuple[str, str, str]]:
    """Return the learner's own figures: label, value, note each."""
    rank = texts("app.none") if person["rank"] is None else str(person["rank"])
    return [
        (texts("me.rank"), rank, _share(texts, person["decile"])),
        (
            texts("me.points"),
            texts.points(person["score"]),
            texts("me.points_note", possible=texts.points(person["possible"])),
        ),
        (
            texts("me.solved"),
            str(person["solved"]),
            texts("me.solved_note", n=len(board.exercises())),
        ),
        (texts("me.merit"), texts.merit(person["merit"]), texts("me.merit_note")),
    ]


def privacy(person: Row, texts: Texts) -> str:
    """Return under which name the learner appears, and what stands beside it."""
    parts = [
        texts("me.handle", handle=person["handle"]),
        texts("me.company_shown" if person["show_company"] else "me.company_hidden"),
        texts("me.public_shown" if person["public"] else "me.public_hidden"),
    ]
    return ("" if texts.language == "ja" else " ").join(parts)


def _best(texts: Texts, exercise: Row, best: Row | None, metrics: list[str], query: str) -> Line:
    link = f"exercise?ex={exercise['exercise_id']}&{query}"
    title = Cell(text=texts.name(exercise, "title"), link=link)
    none = texts("app.none")
    if best is None:
        empty = [none] * (len(metrics) + 4)
        return Line(cells=(title, Cell(text=texts("me.not_tried"), kind="muted"), *empty))
    held: Mapping[str, float] = best["metrics"]
    rank = none if best["rank"] is None else str(best["rank"])
    note = _share(texts, best["decile"])
    return Line(
        cells=(
            title,
            _verdict(texts, best),
            f"{texts.points(best['points'])}/{texts.points(exercise['max_points'])}",
            texts.cost(best["cost"], exercise),
            *(texts.metric(name, held.get(name)) for name in metrics),
            Cell(text=rank, note=note),
            str(best["attempts"]),
        )
    )


def _verdict(texts: Texts, row: Row) -> Cell:
    return Cell(text=texts.known("outcome", row["outcome"]), kind=_kind(row["outcome"]))


def _share(texts: Texts, decile: int | None) -> str:
    # "Top 90%" tells a learner nothing that helps.
    return texts("me.decile", percent=10 * decile) if decile and decile <= _TOP_HALF else ""


def _kind(outcome: str) -> str:
    return {"AC": "accepted", "PA": "partly"}.get(outcome, "refused")


def _place(texts: Texts, row: Row, who: Cell, *, own: bool) -> Line:
    return Line(
        cells=(str(row["rank"]), who, texts.points(row["score"]), str(row["solved"])),
        kind="own" if own else "",
    )


def _place_columns(texts: Texts) -> list[Column]:
    return [
        Column(title=texts("column.rank"), number=True),
        Column(title=texts("column.handle"), wide=True),
        Column(title=texts("column.points"), number=True),
        Column(title=texts("column.solved"), number=True),
    ]


def _marked(texts: Texts, shown: str, own: str) -> str:
    return f"{shown} ({texts('column.you')})" if shown == own else shown
