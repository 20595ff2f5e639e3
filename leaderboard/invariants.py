"""What must hold of a written board file before it is published, checked on the file itself."""

from itertools import groupby
from operator import itemgetter
from pathlib import Path

from leaderboard.audit import count_faults
from leaderboard.board import Board, BoardInvalid, Row
from leaderboard.build import Scope
from leaderboard.content import TOP
from leaderboard.disclosure import POOLED
from leaderboard.figures import UNNAMED
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
    cells, standings = board.cells(), board.standings()
    faults = [
        *_rank_faults(board, scope),
        *_cell_faults(cells, standings, scope),
        *_scope_faults(board, cells, standings, scope),
        *_audit_faults(board, cells, minimum),
        *(_telling_faults(board, cells, standings) if scope.kind != "admin" else ()),
    ]
    if faults:
        raise BoardInvalid(f"{scope.name} was not published: {'; '.join(faults[:3])}")


def _rank_faults(board: Board, scope: Scope) -> list[str]:
    faults = []
    # Of a public board rows are missing, so that ranks jump there.
    for row in [] if scope.kind == "public" else board.misplaced():
        at = f"{row['exercise_id']}, row {row['n']}"
        faults.append(
            f"{at}: places or ranks are not those of its values ({row['ord']}, {row['rank']})"
        )
    if scope.kind not in ("admin", "course"):
        faults += [f"{name}: more than {TOP} rows" for name, n in board.sizes().items() if n > TOP]
    return faults


def _cell_faults(cells: list[Row], standings: list[Row], scope: Scope) -> list[str]:
    faults = []
    for cell in [*cells, *standings]:
        where = f"{cell['period']} {cell['company_id']} {cell.get('skill_id', '')}"
        shown = [cell.get(name) for name in _FIGURES if cell.get(name) is not None]
        if cell["status"] == "withheld" and shown:
            faults.append(f"{where}: withheld, but holds a value")
        sized = "skill_id" in cell or scope.kind == "admin"
        if cell["status"] != "withheld" and sized and cell["n_band"] in (None, _SMALL):
            faults.append(f"{where}: a value of too few learners")
        if cell["median"] is not None and cell["median"] % 5:
            faults.append(f"{where}: a median that is not rounded")
    for period, rows in groupby(standings, key=itemgetter("period")):
        faults += _standing_faults(period, [row for row in rows if row["rank"] is not None])
    return faults


def _standing_faults(period: str, rows: list[Row]) -> list[str]:
    medians = [row["median"] for row in rows]
    if [row["rank"] for row in rows] != competition_ranks(medians) or medians != sorted(
        medians, reverse=True
    ):
        return [f"{period}: ranks of companies are not those of their values"]
    return []


def _scope_faults(board: Board, cells: list[Row], standings: list[Row], scope: Scope) -> list[str]:
    if scope.kind == "admin":
        return []
    allowed = {POOLED, scope.id} if scope.kind == "company" else {POOLED}
    faults = [
        f"a cell of {cell['company_id']}" for cell in cells if cell["company_id"] not in allowed
    ]
    if board.audit():
        faults.append("exact counts")
    own = {scope.id} if scope.kind == "company" else set()
    faults += [
        f"device use of {row['company_id']}"
        for row in [*board.usage(), *board.quotas()]
        if row["company_id"] not in own
    ]
    if scope.kind == "public" and standings:
        faults.append("company standings")
    return [f"outside the scope: {fault}" for fault in faults]


def _telling_faults(board: Board, cells: list[Row], standings: list[Row]) -> list[str]:
    """Return what would let a size, a pause or an unnamed company be told."""
    faults = [f"{fault} (R7)" for fault in count_faults(board)]
    newest = max((row["period"] for row in standings), default="")
    for row in standings:
        where = f"{row['period']} {row['company_id']}"
        if row["n_band"] is not None or row["status"] == "held":
            faults.append(f"{where}: size or pause of another company")
        if row["company_id"].startswith(UNNAMED) and row["period"] != newest:
            faults.append(f"{where}: unnamed in more than the newest week")
    for cell in cells:
        bands = (cell["enrolled_band"], None if cell["company_id"] else cell["n_band"])
        if any(band and not band.endswith("+") for band in bands):
            faults.append(f"{cell['period']} {cell['company_id']}: upper end of a count")
    if board.meta["watermark"]:
        faults.append("how many rows the results have")
    return [f"outside the scope: {fault}" for fault in faults]


def _audit_faults(board: Board, cells: list[Row], minimum: int) -> list[str]:
    shown = {
        (cell["period"], cell["company_id"], cell["skill_id"])
        for cell in cells
        if cell["status"] != "withheld"
    }
    return [
        f"{row['period']} {row['company_id']} {row['skill_id']}: shown with {row['n']} learners"
        for row in board.audit()
        if row["n"] < minimum and (row["period"], row["company_id"], row["skill_id"]) in shown
    ]
