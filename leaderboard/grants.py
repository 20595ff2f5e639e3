"""Publish what sign-in needs: ``boards/access.db`` from ``identity.db``.

Run at the start of every publish, before the boards: a role that was taken from somebody is gone
even if the boards cannot be made.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from pathlib import Path

from grader.identity import Account, Identity
from grader.inbox import read_decisions
from grader.state import State
from leaderboard.access import ACCESS, ACCESS_KEY, account_hash
from leaderboard.board import scope_file
from leaderboard.build import Row, Tables
from leaderboard.schema import SCHEMA_VERSION
from leaderboard.writer import complete, install, sync_folder, write_file

__all__ = ["access_tables", "apply_inbox", "publish_access"]


def apply_inbox(state: State, identity: Identity) -> int:
    """Record in identity what people decided on the pages since; return how many were new.

    The inbox itself stays as it is. A crash before, within or after changes nothing: each decision
    is recorded once, in one transaction with the mark that it was.

    Raises:
        ResultsError: If a store cannot be used.
    """
    return identity.take_in(read_decisions(state.inbox))


def publish_access(state: State, now: int) -> Path:
    """Take in the inbox, then write ``access.db`` and its key; return the file.

    Args:
        state: The state directory.
        now: Seconds since 1970 UTC.

    Raises:
        GraderError: If a store or the secret cannot be read.
        LeaderboardError: If the file would be damaged.
    """
    # Not the secret itself: the pages must not be able to seed hidden cases.
    key = hmac.new(state.secret(), b"qskills access 1", hashlib.sha256).digest()
    with Identity(state.identity) as identity:
        apply_inbox(state, identity)
        tables = access_tables(identity.accounts(), key)
    state.boards.mkdir(mode=0o700, exist_ok=True)
    _write_key(state.boards / ACCESS_KEY, key)
    path = scope_file(state.boards, "access")
    meta = {"schema_version": str(SCHEMA_VERSION), "scope": "access", "built_at": str(now)}
    meta["build_id"] = f"access-{now}"
    new = write_file(path, ACCESS, tables, state.identity)
    complete(new, meta)
    install(new, keep_previous=False)
    sync_folder(state.boards)
    return path


def access_tables(accounts: Iterable[Account], key: bytes) -> Tables:
    """Return the rows of ``access.db``; accounts that may be nothing are known all the same.

    Args:
        accounts: Everybody with a login.
        key: Of the keyed hash.
    """
    known: list[Row] = []
    may: list[Row] = []
    decided: list[Row] = []
    for one in accounts:
        learner = one.person.learner_id
        known.append((account_hash(key, one.account), learner))
        may += [(learner, code, n) for n, code in enumerate(_viewers(one))]
        decided += [
            (learner, d.purpose, int(d.given), d.text_version, int(d.at.timestamp()))
            for d in one.decisions
        ]
    return {"account": known, "may": may, "decision": decided}


def _viewers(account: Account) -> list[str]:
    person, roles = account.person, account.roles
    # Staff, test accounts and people who withdrew have no results on any board.
    found = ["learner"] * ("learner" in roles and person.kind == "learner")
    found += [f"course-{course}" for course in account.courses if "instructor" in roles]
    found += [f"company-{person.company_id}"] * ("viewer" in roles)
    return found + ["admin"] * ("administrator" in roles)


def _write_key(path: Path, key: bytes) -> None:
    new = path.with_suffix(".tmp")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(key.hex() + "\n")
        out.flush()
        os.fsync(out.fileno())
    new.replace(path)
