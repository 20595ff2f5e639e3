"""Figures at the top of the overview, first learners by course, and when figures are released."""

from leaderboard.board import Board
from leaderboard.present.company import headline
from leaderboard.present.standings import named_weeks
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = ["boards", "figures", "leaders_table", "release_note", "weeks"]

_POOLED = ""
_ALL = "all"


def figures(board: Board, texts: Texts) -> list[tuple[str, str, str]]:
    """Return the consortium's figures: label, value, note each."""
    meta = board.meta
    cell = headline(board, _POOLED)
    shown = [
        (texts("overview.members"), texts.band(meta["companies"]), meta[f"host_{texts.language}"])
    ]
    if meta["scope"] == "admin":
        shown.append(
            (
                texts("overview.exact_learners"),
                texts.band(meta["learners"]),
                texts("overview.exact_note"),
            )
        )
    if cell is not None:
        withheld = texts("status.withheld")
        hidden = cell["status"] == "withheld"
        for key, value in (
            ("active", texts.band(cell["n_band"])),
            ("median", texts("app.none") if hidden else str(cell["median"])),
            ("completion", texts.rate(cell["completion"])),
            ("coverage", texts.rate(cell["coverage"])),
        ):
            note = texts(f"overview.{key}_note")
            shown.append((texts(f"overview.{key}"), withheld if hidden else value, note))
    upcoming = texts.date(meta["next_release_at"])
    return [
        *shown,
        (texts("overview.next_release"), upcoming, texts("overview.next_release_note")),
    ]


def release_note(board: Board, texts: Texts, period: str = "") -> str:
    """Return of which week company figures are, and when the next ones come."""
    meta = board.meta
    upcoming = texts.moment(meta["next_release_at"])
    if not meta["period"]:
        return texts("app.no_release", moment=upcoming)
    parts = [
        texts("app.released_week", week=period or meta["period"]),
        texts("app.next_release", moment=upcoming),
    ]
    return texts("app.stop").join(parts) + texts("app.stop")


def weeks(board: Board, texts: Texts) -> dict[str, str]:
    """Return the weeks of the standings by code, the latest first."""
    return named_weeks(board, texts, {row["period"] for row in board.standings()})


def boards(board: Board, texts: Texts) -> dict[str, str]:
    """Return the boards of several exercises by code: all of them, and each course."""
    courses = {row["course_id"]: texts.name(row, "title") for row in board.courses()}
    return {_ALL: texts("overview.board_all")} | courses


def leaders_table(board: Board, texts: Texts, name: str = _ALL, handle: str = "") -> Table:
    """Return the first learners over the exercises of a board.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        name: ``"all"`` or a course.
        handle: Learner whose row is marked.
    """
    companies = board.companies()
    rows = []
    for row in board.leaders(name):
        company = companies.get(row["company_id"] or "")
        rows.append(
            Line(
                cells=(
                    str(row["rank"]),
                    Cell(text=row["handle"], note=texts.name(company) if company else ""),
                    texts.points(row["score"]),
                    str(row["solved"]),
                    texts.date(row["attained_at"]),
                ),
                kind="own" if handle and row["handle"] == handle else "",
            )
        )
    return Table(
        caption=texts("overview.leaders"),
        columns=[
            Column(title=texts("column.rank"), number=True),
            Column(title=texts("column.handle"), wide=True, below=texts("column.company")),
            Column(title=texts("column.points"), number=True),
            Column(title=texts("column.solved"), number=True),
            Column(title=texts("column.attained"), number=True, minor=True),
        ],
        rows=rows,
    )
