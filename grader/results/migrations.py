"""The schema of results.db, one function a step. A step that has been released never changes."""

from sqlite_utils import Database, Migrations

__all__ = ["results"]

results = Migrations("results")


@results()
def m001_attempts(db: Database) -> None:
    """Add raw bytes by content, and one row for every arrival."""
    _table(db, "blobs", "sha TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB NOT NULL")
    _table(
        db,
        "attempts",
        """
        id INTEGER PRIMARY KEY,
        learner TEXT NOT NULL, course TEXT NOT NULL, assignment TEXT NOT NULL,
        notebook TEXT NOT NULL, language TEXT NOT NULL, arrival TEXT NOT NULL,
        number INTEGER NOT NULL, blob TEXT NOT NULL,
        submitted_at INTEGER NOT NULL, claimed_at INTEGER,
        demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
        counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
        UNIQUE (learner, course, assignment, arrival)
        """,
    )
    db.execute("CREATE INDEX attempts_blob ON attempts (blob)")
    _append_only(db, "attempts")


@results()
def m002_verdicts(db: Database) -> None:
    """Add chained verdicts; what a newer row replaces is a view, never an update."""
    _table(
        db,
        "verdicts",
        """
        id INTEGER PRIMARY KEY,
        attempt_id INTEGER NOT NULL REFERENCES attempts (id),
        exercise TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL,
        outcome TEXT NOT NULL, points INTEGER NOT NULL, cost INTEGER,
        verdict TEXT NOT NULL, frame TEXT,
        run_key TEXT NOT NULL, cause TEXT NOT NULL, copied_from INTEGER,
        judged_at INTEGER NOT NULL, judge_version TEXT NOT NULL, isolation_level INTEGER NOT NULL,
        wall_s REAL NOT NULL, cpu_s REAL NOT NULL, peak_mib REAL NOT NULL,
        previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
        """,
    )
    db.execute("CREATE INDEX verdicts_attempt ON verdicts (attempt_id, exercise, id)")
    db.execute("CREATE INDEX verdicts_key ON verdicts (run_key)")
    _append_only(db, "verdicts")
    db.execute(
        """
        CREATE VIEW superseded AS
        SELECT older.id AS id, MIN(newer.id) AS by
        FROM verdicts AS older JOIN verdicts AS newer
          ON newer.attempt_id = older.attempt_id AND newer.exercise = older.exercise
         AND newer.id > older.id
        GROUP BY older.id
        """
    )
    _table(
        db,
        "heads",
        """
        id INTEGER PRIMARY KEY, row INTEGER NOT NULL, hash TEXT NOT NULL,
        signed_at INTEGER NOT NULL, signature TEXT NOT NULL
        """,
    )
    _append_only(db, "heads")


@results()
def m003_queue(db: Database) -> None:
    """Add the durable queue, whose rows change."""
    _table(
        db,
        "queue",
        """
        attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'done', 'parked')),
        cause TEXT NOT NULL, runs INTEGER NOT NULL, failures INTEGER NOT NULL,
        not_before INTEGER NOT NULL,
        token TEXT, worker TEXT NOT NULL, leased_until INTEGER, error TEXT NOT NULL,
        CHECK ((state = 'leased') = (token IS NOT NULL))
        """,
    )
    db.execute("CREATE INDEX queue_open ON queue (state, attempt_id) WHERE state <> 'done'")


@results()
def m004_content(db: Database) -> None:
    """Add which content was judged, and the yardsticks beside the learners' rows."""
    _table(
        db,
        "exercises",
        """
        exercise TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL,
        seen_at INTEGER NOT NULL, PRIMARY KEY (exercise, version)
        """,
    )
    _append_only(db, "exercises")
    _table(
        db,
        "baselines",
        """
        id INTEGER PRIMARY KEY, exercise TEXT NOT NULL, version INTEGER NOT NULL,
        kind TEXT NOT NULL, label TEXT NOT NULL, verdict TEXT NOT NULL, judged_at INTEGER NOT NULL
        """,
    )
    _append_only(db, "baselines")


@results()
def m005_log(db: Database) -> None:
    """Add who did what, and whose bytes were erased."""
    _table(
        db,
        "audit_log",
        """
        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
        subject TEXT NOT NULL, detail TEXT NOT NULL
        """,
    )
    _append_only(db, "audit_log")
    _table(db, "tombstones", "learner TEXT PRIMARY KEY, erased_at INTEGER NOT NULL")
    _append_only(db, "tombstones")


@results()
def m006_device_jobs(db: Database) -> None:
    """Add jobs for devices: what they were charged never changes, whose turn it is does."""
    amounts = "circuits INTEGER NOT NULL, shots INTEGER NOT NULL, quantum_ns INTEGER NOT NULL"
    _table(
        db,
        "device_jobs",
        """
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, digest TEXT NOT NULL,
        learner TEXT NOT NULL, company TEXT NOT NULL, device TEXT NOT NULL,
        month TEXT NOT NULL, reserved_at INTEGER NOT NULL
        """,
    )
    _append_only(db, "device_jobs")
    _table(
        db,
        "device_charges",
        f"""
        id INTEGER PRIMARY KEY, job_id INTEGER NOT NULL REFERENCES device_jobs (id),
        entry TEXT NOT NULL CHECK (entry IN ('reserved', 'final')),
        {amounts}, at INTEGER NOT NULL,
        UNIQUE (job_id, entry)
        """,
    )
    _append_only(db, "device_charges")
    db.execute("CREATE INDEX device_jobs_month ON device_jobs (month, company, learner)")
    _table(
        db,
        "device_turns",
        """
        job_id INTEGER PRIMARY KEY REFERENCES device_jobs (id),
        state TEXT NOT NULL
          CHECK (state IN ('reserved', 'running', 'ran', 'settled', 'released', 'lost')),
        token TEXT, worker TEXT NOT NULL, leased_until INTEGER, runs INTEGER NOT NULL,
        circuits INTEGER, shots INTEGER, quantum_ns INTEGER,
        body BLOB, result BLOB, error TEXT NOT NULL,
        CHECK ((state = 'running') = (token IS NOT NULL))
        """,
    )
    db.execute(
        "CREATE INDEX device_turns_open ON device_turns (state, job_id) "
        "WHERE state IN ('reserved', 'running', 'ran')"
    )
    _table(
        db,
        "device_volumes",
        """
        id INTEGER PRIMARY KEY, device TEXT NOT NULL, snapshot_date TEXT NOT NULL,
        volume INTEGER NOT NULL, seed INTEGER NOT NULL, circuits INTEGER NOT NULL,
        measured_at INTEGER NOT NULL
        """,
    )
    _append_only(db, "device_volumes")


@results()
def m007_device_starts(db: Database) -> None:
    """Add when a device job got its first turn: what it waited can be told then."""
    db.execute("ALTER TABLE device_turns ADD COLUMN started_at INTEGER")


def _table(db: Database, name: str, columns: str) -> None:
    strict = " STRICT" if db.supports_strict else ""
    db.execute(f"CREATE TABLE {name} ({columns}){strict}")


def _append_only(db: Database, table: str) -> None:
    # A REPLACE deletes without firing delete triggers unless the connection asks for recursive
    # ones; refusing a known row id closes that way for foreign connections too.
    for event, condition in (
        ("UPDATE", ""),
        ("DELETE", ""),
        ("INSERT", f"WHEN NEW.rowid IN (SELECT rowid FROM {table})"),  # noqa: S608 - our names
    ):
        db.execute(
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
