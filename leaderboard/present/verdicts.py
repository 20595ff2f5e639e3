"""A verdict as a cell of a table."""

from leaderboard.board import Row
from leaderboard.present.table import Cell
from leaderboard.present.texts import Texts

__all__ = ["outcome_cell", "verdict"]


def outcome_cell(texts: Texts, outcome: str) -> Cell:
    """Return an outcome in words, marked as accepted, partly accepted or not."""
    kind = {"AC": "accepted", "PA": "partly"}.get(outcome, "refused")
    return Cell(text=texts.known("outcome", outcome), kind=kind)


def verdict(texts: Texts, row: Row | None) -> Cell:
    """Return the outcome of a result, or that there is none yet."""
    if row is None:
        return Cell(text=texts("me.not_tried"), kind="muted")
    return outcome_cell(texts, row["outcome"])
