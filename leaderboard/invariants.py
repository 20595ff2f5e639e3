"""What must hold of a written board file before it is published, checked on the file itself."""

from itertools import groupby
from operator import itemgetter
from pathlib import Path

from leaderboard.board import Board, BoardInvalid, Row
from leaderboard.content import TOP, Scope
from leaderboard.disclosure import POOLED
from leaderboard.ranking import competition_ranks

__all__ = ["check_board"]

_FIGURES = ("n_band", "q1", "median", "q3", "coverage", "completion", "quarter")
_SMALL = "0-9"


def check_board(path: Path, scope: Scope, minimum: int) -> None:
    """Check ranks, suppression and scope of one file.

    Args:
        path: The file, not published yet.
        scope: The scope that it is for.
        minimum: Learners that a shown figure needs.

    Raises:
        BoardInvalid: If a rule is broken; names the first few places.
    """
    board = Board(path)
    faults = [
        *_rank_faults(board, scope),
        *_cell_faults(board),
        *_scope_faults(board, scope),
        *_audit_faults(board, minimum),
    ]
    if faults:
        raise BoardInvalid(f"{scope.name} was not published: {'; '.join(faults[:3])}")


def _rank_faults(board: Board, scope: Scope) -> list[str]:
    faults = []
    for exercise in board.exercises():
        name = exercise["exercise_id"]
        rows = board.entries(name)
        if [row["ord"] for row in rows] != list(range(1, len(rows) + 1)):
            faults.append(f"{name}: places are not 1 to {len(rows)}")
        ranks = [row["rank"] for row in rows]
        keys = [(row["points"], row["cost"]) for row in rows]
        # Of a public board rows are missing, so that ranks may jump there.
        right = sorted(ranks) if scope.kind == "public" else competition_ranks(keys)
        if ranks != right:
            faults.append(f"{name}: ranks {ranks[:5]} are not those of its values")
        if scope.kind not in ("admin", "course") and len(rows) > TOP:
            faults.append(f"{name}: more than {TOP} rows")
    return faults


def _cell_faults(board: Board) -> list[str]:
    faults = []
    for cell in [*board.cells(), *board.standings()]:
        where = f"{cell['period']} {cell['company_id']} {cell.get('skill_id', '')}"
        shown = [cell.get(name) for name in _FIGURES if cell.get(name) is not None]
        if cell["status"] == "withheld" and shown:
            faults.append(f"{where}: withheld, but holds a value")
        if cell["status"] != "withheld" and cell["n_band"] in (None, _SMALL):
            faults.append(f"{where}: a value of too few learners")
        if cell["median"] is not None and cell["median"] % 5:
            faults.append(f"{where}: a median that is not rounded")
    for period, rows in groupby(board.standings(), key=itemgetter("period")):
        faults += _standing_faults(period, [row for row in rows if row["rank"] is not None])
    return faults


def _standing_faults(period: str, rows: list[Row]) -> list[str]:
    medians = [row["median"] for row in rows]
    if [row["rank"] for row in rows] != competition_ranks(medians) or medians != sorted(
        medians, reverse=True
    ):
        return [f"{period}: ranks of companies are not those of their values"]
    return []


def _scope_faults(board: Board, scope: Scope) -> list[str]:
    if scope.kind == "admin":
        return []
    allowed = {POOLED, scope.id} if scope.kind == "company" else {POOLED}
    faults = [
        f"a cell of {cell['company_id']}"
        for cell in board.cells()
        if cell["company_id"] not in allowed
    ]
    if board.audit():
        faults.append("exact counts")
    if scope.kind == "public" and board.standings():
        faults.append("company standings")
    return [f"outside the scope: {fault}" for fault in faults]


def _audit_faults(board: Board, minimum: int) -> list[str]:
    shown = {
        (cell["period"], cell["company_id"], cell["skill_id"])
        for cell in board.cells()
        if cell["status"] != "withheld"
    }
    return [
        f"{row['period']} {row['company_id']} {row['skill_id']}: shown with {row['n']} learners"
        for row in board.audit()
        if row["n"] < minimum and (row["period"], row["company_id"], row["skill_id"]) in shown
    ]
