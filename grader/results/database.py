"""One SQLite file: opening, migrating, transactions, and errors put into words."""

import os
import sqlite3  # noqa: TID251 - the stores' one edge to SQLite: opens files, words its errors
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database as SqliteDatabase
from sqlite_utils import Migrations

from grader.errors import ResultsError

__all__ = ["BUSY_TIMEOUT_S", "Database"]

BUSY_TIMEOUT_S = 30.0
"""How long a statement waits for another process's write to end."""

_CURES = {
    "SQLITE_FULL": "the disk is full: nothing was recorded; free space there and run again",
    "SQLITE_IOERR": "the disk failed or is full: nothing was recorded; check it and run again",
    "SQLITE_BUSY": "another process holds it for too long: nothing was recorded; "
    "end that process or run again",
    "SQLITE_LOCKED": "another process holds it: nothing was recorded; run again",
    "SQLITE_READONLY": "it cannot be written: nothing was recorded; check owner and permissions",
    "SQLITE_CANTOPEN": "it cannot be opened; check the path and its permissions",
    "SQLITE_NOTADB": "it is not a database; restore it from a backup",
    "SQLITE_CORRUPT": "it is damaged; restore it from a backup",
}


class Database:
    """A migrated SQLite file in WAL mode; threads may share it, processes open their own.

    Args:
        path: The file.
        migrations: Its schema.
        readonly: Open without the right to write, be it of the file or of its folder; the file
            must exist with its full schema.
        timeout_s: Seconds to wait for other writers.

    Raises:
        ResultsError: If the file cannot be opened, or a newer version of this package wrote it.
    """

    def __init__(
        self,
        path: Path,
        migrations: Migrations,
        *,
        readonly: bool = False,
        timeout_s: float = BUSY_TIMEOUT_S,
    ) -> None:
        self.path = path
        self._lock = threading.RLock()
        if readonly and not path.is_file():
            raise ResultsError(f"{path}: not there yet; run `qskills init` or grade something")
        uri = path.resolve().as_uri() + ("?mode=ro" if readonly else "")
        self._frozen: tuple[int, int] | None = None
        if readonly and self._alone():
            uri, self._frozen = f"{uri}&immutable=1", _state(path)
        with self._translated():
            connection = sqlite3.connect(uri, uri=True, timeout=timeout_s, check_same_thread=False)
            try:
                self._db = SqliteDatabase(connection)
                self._prepare(migrations, readonly=readonly)
            except BaseException:
                connection.close()
                raise

    def _prepare(self, migrations: Migrations, *, readonly: bool) -> None:
        with SqliteDatabase(memory=True) as empty:
            known = {step.name for step in migrations.pending(empty)}
        foreign = {step.name for step in migrations.applied(self._db)} - known
        if foreign:
            raise ResultsError(
                f"{self.path}: written by a newer version ({', '.join(sorted(foreign))}); "
                "upgrade this installation"
            )
        pending = migrations.pending(self._db)
        if readonly:
            if pending:
                raise ResultsError(f"{self.path}: has an old schema; run any writing command once")
            self._db.execute("PRAGMA query_only = 1")
            return
        self._enable_wal()
        # FULL: what was reported as recorded survives a power cut, not only a killed process.
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = 1")
        # Erased means gone: deleted rows are overwritten, not only unlinked.
        self._db.execute("PRAGMA secure_delete = 1")
        if pending:
            # One lock around all steps: two processes may open a new file at the same time.
            with self.write():
                migrations.apply(self._db)

    def _alone(self) -> bool:
        """Say whether no other process has the file open, and this one cannot make SQLite's own.

        SQLite then reads a file in WAL mode only if told that nobody writes it; see `_check`.
        """
        log = Path(f"{self.path}-wal")
        return not log.exists() and not os.access(self.path.parent, os.W_OK, effective_ids=True)

    def _check(self) -> None:
        """Refuse what was read while somebody began to write after all.

        Raises:
            ResultsError: Then.
        """
        if self._frozen is not None and self._frozen != _state(self.path):
            raise ResultsError(f"{self.path}: was written while it was read; run again")

    def _enable_wal(self) -> None:
        # SQLite does not wait for other connections when the journal mode changes.
        for _ in range(100):
            try:
                self._db.enable_wal()
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
                time.sleep(0.05)
            else:
                return
        raise ResultsError(f"{self.path}: another process holds it; end it and run again")

    def rows(
        self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
    ) -> list[dict[str, Any]]:
        """Return all rows of a query."""
        with self._translated(), self._lock:
            cursor = self._db.conn.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor]
        self._check()
        return rows

    def each(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query one by one, for results that memory should not hold."""
        with self._translated():
            yield from self._db.conn.execute(sql, parameters)
        self._check()

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> int:
        """Run one statement of a `write` block and return how many rows it changed."""
        return int(self._db.conn.execute(sql, parameters).rowcount)

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Insert one row within a `write` block."""
        columns = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        # Table and columns are names of this package, never input.
        self.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", row)  # noqa: S608

    @contextmanager
    def write(self) -> Iterator[Self]:
        """Run a block as one transaction: all of it is recorded, or nothing.

        Raises:
            ResultsError: If the disk is full, the file is locked, or a rule of the schema refuses.
        """
        with self._translated(), self._lock:
            # IMMEDIATE: a transaction that reads first and writes later cannot be refused midway.
            self._db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield self
                self._db.conn.execute("COMMIT")
            except BaseException:
                self._db.rollback()
                raise

    def forget(self) -> None:
        """Empty SQLite's log, so that what was deleted is in no file any more.

        Readers that are at work keep it from that; the next writer that closes does it then.
        """
        with self._translated(), self._lock:
            self._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the connection; what was recorded is on disk already."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise ResultsError(f"{self.path}: refused: {error}") from error
        except sqlite3.Error as error:
            name = str(getattr(error, "sqlite_errorname", ""))
            cure = next(
                (text for key, text in _CURES.items() if name.startswith(key)),
                f"{error}; nothing was recorded",
            )
            raise ResultsError(f"{self.path}: {cure}") from error


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size
