"""The tables of identity.db, one migration a step."""

from sqlite_utils import Database, Migrations

__all__ = ["schema"]

schema = Migrations("identity")


@schema()
def m001_identity(db: Database) -> None:
    """Add companies, people, their decisions and their tokens."""
    strict = " STRICT" if db.supports_strict else ""
    for table in (
        "companies (id TEXT PRIMARY KEY, name_en TEXT NOT NULL, name_ja TEXT NOT NULL, "
        "industry TEXT NOT NULL, standing TEXT NOT NULL, colour TEXT)",
        # AUTOINCREMENT: the number of an erased person is never given to another one.
        "people (number INTEGER PRIMARY KEY AUTOINCREMENT, "
        "company_id TEXT NOT NULL REFERENCES companies (id), handle TEXT NOT NULL UNIQUE, "
        "role TEXT NOT NULL, kind TEXT NOT NULL, name TEXT, account TEXT UNIQUE, "
        "joined_at INTEGER NOT NULL)",
        "handles (handle TEXT PRIMARY KEY)",
        "erased (number INTEGER PRIMARY KEY)",
        "decisions (id INTEGER PRIMARY KEY, number INTEGER NOT NULL "
        "REFERENCES people (number) ON DELETE CASCADE, purpose TEXT NOT NULL, "
        "given INTEGER NOT NULL, text_version TEXT NOT NULL, at INTEGER NOT NULL)",
        "tokens (hash TEXT PRIMARY KEY, number INTEGER NOT NULL "
        "REFERENCES people (number) ON DELETE CASCADE, expires_at INTEGER NOT NULL, "
        "revoked INTEGER NOT NULL)",
    ):
        db.execute(f"CREATE TABLE {table}{strict}")
    db.execute(
        """
        CREATE VIEW persons AS SELECT people.*,
          COALESCE((SELECT given FROM decisions AS d WHERE d.number = people.number
                    AND purpose = 'show-name' ORDER BY id DESC LIMIT 1), 0) AS show_name,
          COALESCE((SELECT given FROM decisions AS d WHERE d.number = people.number
                    AND purpose = 'show-company' ORDER BY id DESC LIMIT 1), 0) AS show_company
        FROM people
        """
    )


@schema()
def m002_decisions_of(db: Database) -> None:
    """Find a person's latest decision without looking at everybody's."""
    db.execute("CREATE INDEX decisions_of ON decisions (number, purpose, id)")


@schema()
def m003_roles_and_inbox(db: Database) -> None:
    """Let a person have more than one role, and take in each decision of the pages once."""
    strict = " STRICT" if db.supports_strict else ""
    for table in (
        # Beside people.role. Of an instructor: one row a course; else course is "".
        "grants (number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE, "
        "role TEXT NOT NULL, course TEXT NOT NULL, PRIMARY KEY (number, role, course))",
        "taken (key TEXT PRIMARY KEY)",
    ):
        db.execute(f"CREATE TABLE {table}{strict}")
