"""The libraries that draw: loaded when a report is made, with a cure where they are missing."""

import importlib
import shutil
import subprocess
from types import ModuleType

from leaderboard.board import LeaderboardError

__all__ = ["LibraryMissing", "check_fonts", "vega", "weasyprint"]

_APT = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class LibraryMissing(LeaderboardError):
    """A library or a font that reports need is not installed here."""


def vega() -> ModuleType:
    """Return the renderer of charts.

    Raises:
        LibraryMissing: If it is not installed.
    """
    return _python("vl_convert")


def weasyprint() -> ModuleType:
    """Return the maker of PDF files.

    Raises:
        LibraryMissing: If it, or a library of the system that it uses, is not installed.
    """
    try:
        return _python("weasyprint")
    except OSError as error:
        cause = str(error).splitlines()[0]
        raise LibraryMissing(
            f"PDF files need the text library Pango ({cause}). Run `{_APT}`, or ask for HTML only: "
            "--format html"
        ) from error


def check_fonts() -> None:
    """Make sure that Japanese can be drawn.

    Raises:
        LibraryMissing: If no font of this machine has its glyphs.
    """
    tool = shutil.which("fc-list")
    if tool is None:
        return  # there is no way to ask; the files are made with what is there
    found = subprocess.run([tool, ":lang=ja", "family"], capture_output=True, check=False)  # noqa: S603 - fixed words
    if found.returncode == 0 and not found.stdout.strip():
        raise LibraryMissing(
            "no font here has Japanese glyphs. Run `apt-get install fonts-noto-cjk`, or ask for "
            "English only: --lang en"
        )


def _python(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise LibraryMissing(
            f"reports need the Python package {error.name}; run "
            "`pip install 'quantum-skills[full]'`"
        ) from error
