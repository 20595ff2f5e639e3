"""Write board files beside the published ones, check them, and put them in place by renames."""

import os
import sqlite3  # noqa: TID251 - board files are read and written here only
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from leaderboard.board import BoardInvalid
from leaderboard.build import Tables
from leaderboard.tally import Select

__all__ = ["REFUSED", "complete", "install", "sync_folder", "write_file"]

REFUSED = (OSError, sqlite3.Error)
"""What is raised where the disk is full, fails, or belongs to somebody else."""
_NEW = ".new"
_CARELESS = "PRAGMA {0}.journal_mode=OFF; PRAGMA {0}.synchronous=OFF;"


def write_file(path: Path, schema: str, tables: Tables, tally: Path) -> Path:
    """Write a file beside `path` and return where it is; only `meta` is left to `complete`.

    Args:
        path: Where the file will be published; not touched.
        schema: ``CREATE TABLE`` statements.
        tables: Rows of the tables, in the order of their columns, or queries on the tally.
        tally: Its file.

    Raises:
        BoardInvalid: If SQLite finds the result damaged or inconsistent.
    """
    new = path.with_suffix(_NEW)
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.close(handle)
    with closing(sqlite3.connect(new)) as db:
        # Nobody reads this file before it is complete, and a crash throws it away.
        db.executescript(_CARELESS.format("main") + schema)
        with db:
            for table, rows in tables.items():
                if rows and not isinstance(rows, Select):
                    marks = ", ".join("?" * len(rows[0]))
                    db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - own names
    with closing(sqlite3.connect(tally)) as db:
        db.execute("PRAGMA cache_size=-65536")
        # The tally comes first: the queries name its tables, some of which the board has too.
        db.execute("ATTACH ? AS board", (str(new),))
        db.executescript(_CARELESS.format("board"))
        with db:
            for table, rows in tables.items():
                if isinstance(rows, Select):
                    db.execute(f"INSERT INTO board.{table} {rows.sql}", rows.parameters)
    with closing(sqlite3.connect(new)) as db:
        db.execute("ANALYZE")
        faults = [row[0] for row in db.execute("PRAGMA quick_check") if row[0] != "ok"]
        faults += [f"{row[0]}: no such {row[2]}" for row in db.execute("PRAGMA foreign_key_check")]
    if faults:
        raise BoardInvalid(f"{path.name} was not published: {'; '.join(faults[:3])}")
    return new


def complete(new: Path, meta: Mapping[str, str]) -> None:
    """Add the rows of ``meta`` to a written file; from then on it outlasts a power failure."""
    with closing(sqlite3.connect(new)) as db:
        db.executescript(_CARELESS.format("main"))
        with db:
            db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    _sync(new)


def install(new: Path, *, keep_previous: bool) -> None:
    """Put a written file in its place; the one before stays as ``.prev`` if asked for."""
    path, previous = new.with_suffix(".db"), new.with_suffix(".prev")
    if keep_previous and path.exists():
        link = new.with_suffix(".link")
        link.unlink(missing_ok=True)
        os.link(path, link)
        link.replace(previous)
    elif not keep_previous:
        previous.unlink(missing_ok=True)
    new.replace(path)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last through a power failure."""
    with suppress(OSError):  # some file systems refuse to sync a folder; the renames hold anyway
        _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
