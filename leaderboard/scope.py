"""Who looks at the pages, and which pages and files are theirs. Pure.

Whoever is not signed in is the viewer ``public``. In the demo a marked switch stands in for
sign-in, and the server listens to this machine only.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaderboard.board import Board, LeaderboardError, scope_file
from leaderboard.server import LOOPBACK, auth_file
from leaderboard.signin import OFF, SignedIn

__all__ = [
    "ALLOWED",
    "PERSONAL",
    "PUBLIC",
    "Settings",
    "Viewer",
    "company_name",
    "course_name",
    "read_settings",
    "viewers",
]

_COMPANY, _COURSE = "company-", "course-"
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "overview": ("public", "learner", "company", "instructor", "admin"),
    "exercise": ("public", "learner", "company", "instructor", "admin"),
    "records": ("public", "learner", "company", "instructor", "admin"),
    "skills": ("public", "learner", "company", "instructor", "admin"),
    "company": ("company", "admin"),
    "me": ("learner",),
    "devices": ("learner", "company", "instructor", "admin"),
    "method": ("public", "learner", "company", "instructor", "admin"),
}
"""Kinds of viewers to whom a page is open, by page."""
PERSONAL: Mapping[str, tuple[str, ...]] = {
    "instructor": ("overview", "exercise", "records"),
    "admin": ("overview", "exercise", "records", "skills", "company", "devices"),
}
"""Pages that show a viewer more of persons than members see, or exact counts; views are noted."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks. `code` is what a deep link of the demo names.

    Attributes:
        code: ``public``, ``learner``, ``admin``, ``company-<id>`` or ``course-<id>``.
        learner: Learner id, for the kind ``learner`` only.
    """

    code: str
    learner: str = ""

    @property
    def kind(self) -> str:
        """``public``, ``learner``, ``company``, ``instructor`` or ``admin``."""
        if self.code.startswith(_COURSE):
            return "instructor"
        return "company" if self.code.startswith(_COMPANY) else self.code

    @property
    def company(self) -> str:
        """Company whose figures are the viewer's own, or ``""``."""
        return self.code.removeprefix(_COMPANY) if self.kind == "company" else ""

    @property
    def course(self) -> str:
        """Course that the viewer teaches, or ``""``."""
        return self.code.removeprefix(_COURSE) if self.kind == "instructor" else ""

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
    sign_in: bool = False

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
    parser.add_argument("--sign-in", action="store_true")
    parser.add_argument("--learner", default="")
    known, _ = parser.parse_known_args(arguments)
    demo = known.demo and address in LOOPBACK
    return Settings(
        state=known.state,
        demo=demo,
        learner=known.learner,
        sign_in=known.sign_in and not demo and auth_file(known.state).is_file(),
    )


def viewers(settings: Settings, signed: SignedIn = OFF) -> tuple[Viewer, ...]:
    """Return the viewers that whoever sits at the screen may be, the default first."""
    if not settings.demo:
        own = (Viewer(code, _own(code, signed)) for code in signed.viewers)
        # A course or a company that is no more has no file, and nobody looks as its viewer.
        return (*(one for one in own if _has_board(settings, one)), PUBLIC)
    learner = (Viewer("learner", settings.learner),) if settings.learner else ()
    companies = sorted(path.stem for path in settings.boards.glob(f"{_COMPANY}*.db"))
    courses = sorted(path.stem for path in settings.boards.glob(f"{_COURSE}*.db"))
    others = (Viewer(code) for code in (*companies, *courses))
    return (*learner, PUBLIC, *others, Viewer("admin"))


def _has_board(settings: Settings, viewer: Viewer) -> bool:
    file = scope_file(settings.boards, viewer.board)
    return file.exists() or file.with_suffix(".prev").exists()


def _own(code: str, signed: SignedIn) -> str:
    return signed.learner if code == "learner" else ""


def company_name(settings: Settings, viewer: Viewer, language: str) -> str:
    """Return the name of a company viewer's company, from the company's own file."""
    try:
        row = Board.open(scope_file(settings.boards, viewer.board)).companies()[viewer.company]
    except (LeaderboardError, KeyError):
        return viewer.company
    return str(row[f"name_{language}"])


def course_name(settings: Settings, viewer: Viewer, language: str) -> str:
    """Return the title of the course of an instructor, from the course's own file."""
    try:
        courses = Board.open(scope_file(settings.boards, viewer.board)).courses()
    except LeaderboardError:
        return viewer.course
    titles = {row["course_id"]: str(row[f"title_{language}"]) for row in courses}
    return titles.get(viewer.course, viewer.course)
