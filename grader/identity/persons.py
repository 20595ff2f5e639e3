"""What is known of a person, and of what a person decided."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grader.errors import UsageError
from grader.results.rows import moment

__all__ = [
    "HANDLE",
    "KINDS",
    "PURPOSES",
    "ROLES",
    "Account",
    "Decision",
    "Person",
    "decision_of",
    "new_handle",
    "number_of",
    "person_of",
    "plain_account",
]

ROLES = ("learner", "instructor", "viewer", "administrator")
KINDS = ("learner", "staff", "test", "withdrawn")
PURPOSES = ("terms", "show-name", "show-company", "share-certificate")
HANDLE = re.compile(r"qubit-[0-9a-f]{6}")
_LEARNER = re.compile(r"l-(\d{6,})")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: a purpose, agreed or taken back, and the text they were shown.

    Attributes:
        key: Random name of the decision in the inbox of the pages, ``""`` elsewhere.
    """

    learner_id: str
    purpose: str
    given: bool
    text_version: str
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What sign-in must know of a person.

    Attributes:
        account: Login by which the sign-in provider knows the person.
        roles: All of the person's `ROLES`.
        courses: Courses that the person teaches.
        decisions: The newest decision about each purpose.
    """

    account: str
    person: "Person"
    roles: frozenset[str]
    courses: tuple[str, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person, as far as other parts of the system may know them.

    Attributes:
        learner_id: Opaque, ``l-000123``; nbgrader and results.db know no other name.
        handle: Random, ``qubit-7f3a21``; what boards show.
        role: One of `ROLES`; `kind` one of `KINDS` (only ``"learner"`` is ranked).
        show_name: Whether the person chose to appear by name; `display_name` is that name, and
            ``None`` as long as they did not.
        show_company: Whether the person chose to have the company shown beside the handle.
    """

    learner_id: str
    company_id: str
    handle: str
    role: str = "learner"
    kind: str = "learner"
    show_name: bool = False
    show_company: bool = False
    display_name: str | None = None
    joined_at: datetime


def new_handle() -> str:
    """Return a random handle that tells nothing about the person."""
    return f"qubit-{secrets.token_hex(3)}"


def decision_of(row: Mapping[str, Any]) -> Decision:
    """Return a row of ``decisions`` as a value."""
    return Decision(
        learner_id=f"l-{row['number']:06d}",
        purpose=row["purpose"],
        given=bool(row["given"]),
        text_version=row["text_version"],
        at=moment(row["at"]),
    )


def person_of(row: Mapping[str, Any]) -> Person:
    """Return a row of ``persons`` as a value; a name only of who chose to appear by it."""
    return Person(
        learner_id=f"l-{row['number']:06d}",
        company_id=row["company_id"],
        handle=row["handle"],
        role=row["role"],
        kind=row["kind"],
        show_name=bool(row["show_name"]),
        show_company=bool(row["show_company"]),
        display_name=row["name"] if row["show_name"] else None,
        joined_at=moment(row["joined_at"]),
    )


def plain_account(account: str) -> str:
    """Return a login without blanks around it.

    Raises:
        UsageError: If nothing is left, or it holds what cannot be seen.
    """
    plain = account.strip()
    if not plain or not plain.isprintable():
        raise UsageError(f"{account!r} is no login")
    return plain


def number_of(learner_id: str) -> int:
    """Return the number in a learner id.

    Raises:
        UsageError: If it is none.
    """
    match = _LEARNER.fullmatch(learner_id)
    if match is None:
        raise UsageError(f"{learner_id!r} is no learner id; they look like l-000123")
    return int(match[1])
