"""Write the files of a build beside the published ones: a board per scope, and ``people.db``."""

from collections.abc import Mapping
from concurrent.futures import Executor, Future
from pathlib import Path

from leaderboard.about import about_scope
from leaderboard.board import scope_file
from leaderboard.build import Build, Scope, Tables, scopes_of
from leaderboard.content import tables_of
from leaderboard.invariants import check_board
from leaderboard.people import people_tables
from leaderboard.schema import BOARD, PEOPLE
from leaderboard.writer import complete, write_file

__all__ = ["PEOPLE_SCOPE", "board_files", "complete_people", "people_file"]

PEOPLE_SCOPE = "people"
"""Stands for ``people.db`` where a scope stands else."""


def people_file(boards: Path, build: Build, ranked: Future[None], now: int) -> Path:
    """Write everybody's own rows as soon as places are known; `complete_people` ends it.

    Args:
        boards: The folder of the published files.
        build: Its cells are not used.
        ranked: Places in the tally.
        now: Seconds since 1970 UTC.
    """
    tables = people_tables(build, now)
    ranked.result()
    return write_file(scope_file(boards, PEOPLE_SCOPE), PEOPLE, tables, build.tally.path)


def complete_people(new: Path, meta: Mapping[str, str], chain: str) -> None:
    """Add to a written ``people.db`` of which build it is."""
    complete(new, {**meta, "chain": _hash(chain), "scope": PEOPLE_SCOPE})


def board_files(
    boards: Path, build: Build, meta: Mapping[str, str], chain: str, aside: Executor
) -> list[Path]:
    """Write and check the file of every scope; rows are laid out here, SQLite works aside.

    Args:
        boards: The folder of the published files.
        build: What the files hold.
        meta: What all of them say.
        chain: Number and hash of the last verdict.
        aside: Where to.

    Raises:
        BoardInvalid: If a file would break a rule.
    """
    files = []
    for scope in scopes_of(build.inputs):
        # Boards that tell no counts name the hash of the last verdict without its number.
        own = {"chain": chain if scope.kind == "admin" else _hash(chain)}
        about = {**meta, **about_scope(build, scope), **own}
        files.append(aside.submit(_board, boards, build, scope, tables_of(build, scope), about))
    return [file.result() for file in files]


def _board(
    boards: Path, build: Build, scope: Scope, tables: Tables, meta: Mapping[str, str]
) -> Path:
    new = write_file(scope_file(boards, scope.name), BOARD, tables, build.tally.path)
    complete(new, meta)
    check_board(new, scope, build.rules.min_learners)
    return new


def _hash(chain: str) -> str:
    return chain.split(":")[1]
