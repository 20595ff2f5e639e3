"""Figures at the top of the overview, and when company figures are released."""

from leaderboard.board import Board, Row
from leaderboard.present.company import headline
from leaderboard.present.texts import Texts

__all__ = ["figures", "release_note"]

_POOLED = ""


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
    if cell is None:
        return shown
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
    return shown


def release_note(board: Board, texts: Texts, cell: Row | None = None) -> str:
    """Return of which week company figures are, and when the next ones come."""
    meta = board.meta
    upcoming = texts.moment(meta["next_release_at"])
    if not meta["period"]:
        return texts("app.no_release", moment=upcoming)
    parts = [
        texts("app.released_week", week=meta["period"]),
        *([texts.status(cell)] if cell is not None and cell["status"] == "held" else []),
        texts("app.next_release", moment=upcoming),
    ]
    return texts("app.stop").join(parts) + texts("app.stop")
