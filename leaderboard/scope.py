"""Who looks at the pages, and which pages and files are theirs. Pure.

Before there is sign-in, a viewer other than ``public`` exists in demo mode only: a marked switch
stands in for sign-in, and the server listens to this machine only.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaderboard.board import Board, LeaderboardError, scope_file
from leaderboard.server import LOOPBACK

__all__ = ["ALLOWED", "PUBLIC", "Settings", "Viewer", "company_name", "read_settings", "viewers"]

_COMPANY = "company-"
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "overview": ("public", "learner", "company", "admin"),
    "exercise": ("public", "learner", "company", "admin"),
    "records": ("public", "learner", "company", "admin"),
    "skills": ("public", "learner", "company", "admin"),
    "company": ("company", "admin"),
    "me": ("learner",),
    "devices": ("learner", "company", "admin"),
    "method": ("public", "learner", "company", "admin"),
}
"""Kinds of viewers to whom a page is open, by page."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks. `code` is what a deep link of the demo names.

    Attributes:
        code: ``public``, ``learner``, ``admin`` or ``company-<id>``.
        learner: Learner id, for the kind ``learner`` only.
    """

    code: str
    learner: str = ""

    @property
    def kind(self) -> str:
        """``public``, ``learner``, ``company`` or ``admin``."""
        return "company" if self.code.startswith(_COMPANY) else self.code

    @property
    def company(self) -> str:
        """Company whose figures are the viewer's own, or ``""``."""
        return self.code.removeprefix(_COMPANY) if self.kind == "company" else ""

    @property
    def board(self) -> str:
        """Scope of the one board file that the viewer's pages read."""
        return "member" if self.kind == "learner" else self.code

    def may_open(self, page: str) -> bool:
        """Say whether a page is open to this viewer."""
        return self.kind in ALLOWED[page]


PUBLIC = Viewer("public")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the server was started with."""

    state: Path
    demo: bool
    learner: str

    @property
    def boards(self) -> Path:
        """Folder of the board files."""
        return self.state / "boards"


def read_settings(arguments: Sequence[str], address: str | None) -> Settings:
    """Return the settings of a server.

    Args:
        arguments: What follows ``--`` on its command line.
        address: Where it listens. The demo is refused, and only the public board served, unless
            that is this machine.
    """
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--state", type=Path, default=Path(".qskills"))
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--learner", default="")
    known, _ = parser.parse_known_args(arguments)
    return Settings(
        state=known.state, demo=known.demo and address in LOOPBACK, learner=known.learner
    )


def viewers(settings: Settings) -> tuple[Viewer, ...]:
    """Return the viewers that the switch offers, the default first."""
    if not settings.demo:
        return (PUBLIC,)
    learner = (Viewer("learner", settings.learner),) if settings.learner else ()
    companies = sorted(path.stem for path in settings.boards.glob(f"{_COMPANY}*.db"))
    return (*learner, PUBLIC, *(Viewer(code) for code in companies), Viewer("admin"))


def company_name(settings: Settings, viewer: Viewer, language: str) -> str:
    """Return the name of a company viewer's company, from the company's own file."""
    try:
        row = Board.open(scope_file(settings.boards, viewer.board)).companies()[viewer.company]
    except (LeaderboardError, KeyError):
        return viewer.company
    return str(row[f"name_{language}"])
