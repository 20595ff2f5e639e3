"""Make the files of reports: which boards there are, and files that are whole or not there."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaderboard.board import LeaderboardError, scope_file
from leaderboard.report.content import report_of
from leaderboard.report.html import html
from leaderboard.report.libraries import check_fonts, weasyprint
from leaderboard.report.pdf import pdf
from leaderboard.report.week import WeekBoard, WeekUnknown

__all__ = ["FORMATS", "CompanyUnknown", "Made", "companies", "make", "open_board", "ready"]

FORMATS = ("html", "pdf")
_COMPANY = "company-"
_WEEK = re.compile(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])")


class CompanyUnknown(LeaderboardError):
    """There is no board of such a company."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was written. `company` is ``""`` for the consortium."""

    company: str
    language: str
    format: str
    path: Path
    build_id: str
    week: str


def companies(boards: Path) -> tuple[str, ...]:
    """Return the ids of the companies that have a board file, in order."""
    return tuple(
        sorted(path.stem.removeprefix(_COMPANY) for path in boards.glob(f"{_COMPANY}*.db"))
    )


def open_board(boards: Path, company: str, week: str = "") -> WeekBoard:
    """Return the board of a company, or the members' one, as of a week.

    Args:
        boards: Folder of the board files.
        company: Company id, ``""`` for the consortium.
        week: The last released one if left out.

    Raises:
        CompanyUnknown: If no company has that id.
        NotReleased: If no week was released yet.
        WeekUnknown: If the week is none, or was not released.
        BoardMissing: If nothing was published yet.
        BoardInvalid: If the file cannot be read.
    """
    if week and not _WEEK.fullmatch(week):
        raise WeekUnknown(f"{week} is no week; weeks are written like 2026-W46")
    known = companies(boards)
    if company and known and company not in known:
        raise CompanyUnknown(f"there is no company {company}; these are: {', '.join(known)}")
    scope = f"{_COMPANY}{company}" if company else "member"
    return WeekBoard.open(scope_file(boards, scope)).of_week(week)


def ready(formats: Sequence[str], languages: Sequence[str]) -> None:
    """Make sure, before anything is written, that what draws is installed.

    Raises:
        LibraryMissing: If something is missing; names what to install.
    """
    if "pdf" in formats:
        weasyprint()
    if "ja" in languages:
        check_fonts()


def make(
    board: WeekBoard, company: str, languages: Sequence[str], formats: Sequence[str], out: Path
) -> Iterator[Made]:
    """Write the files of one report, each at once, and yield each when it is there.

    Args:
        board: The company's own board, or the members' one.
        company: Company id, ``""`` for the consortium.
        languages: ``"en"``, ``"ja"``.
        formats: ``"html"``, ``"pdf"``.
        out: Folder; is made if it is not there.
    """
    for language in languages:
        report = report_of(board, language, company)
        page = html(report)
        for one in formats:
            path = out / f"{report.name}.{language}.{one}"
            _put(path, pdf(page) if one == "pdf" else page.encode())
            yield Made(company, language, one, path, board.build_id, board.period)


def _put(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read; until it is whole, the one before stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        handle = os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
