"""Keep companies, people, their roles and their decisions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from grader.consortium import Company
from grader.errors import ResultsError, UsageError
from grader.exercise import Text
from grader.identity.persons import (
    HANDLE,
    KINDS,
    PURPOSES,
    ROLES,
    Account,
    Decision,
    Person,
    decision_of,
    new_handle,
    number_of,
    person_of,
    plain_account,
)
from grader.identity.schema import schema
from grader.identity.tokens import Tokens
from grader.results.database import Database
from grader.results.rows import moment

__all__ = ["Identity"]


class Identity:
    """The identity store.

    Args:
        path: The file; made with its schema if missing.
        readonly: For publishing.

    Attributes:
        tokens: Sign-in tokens.

    Raises:
        ResultsError: If the file cannot be used; the message names cause and cure.
    """

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self._database = Database(path, schema, readonly=readonly)
        self.tokens = Tokens(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def put_companies(self, companies: Iterable[Company]) -> None:
        """Make the stored companies equal to those of ``consortium.toml``.

        Raises:
            ResultsError: If a company that still has people is missing from the list.
        """
        with self._database.write() as database:
            kept = []
            for company in companies:
                kept.append(company.id)
                database.execute(
                    "INSERT INTO companies VALUES (:id, :en, :ja, :industry, :standing, :colour) "
                    "ON CONFLICT (id) DO UPDATE SET name_en = :en, name_ja = :ja, "
                    "industry = :industry, standing = :standing, colour = :colour",
                    {
                        "id": company.id,
                        "en": company.name.en,
                        "ja": company.name.ja,
                        "industry": company.industry,
                        "standing": company.standing,
                        "colour": company.colour,
                    },
                )
            for row in database.rows(
                "SELECT id, EXISTS (SELECT 1 FROM people WHERE company_id = companies.id) AS used "
                "FROM companies"
            ):
                if row["id"] in kept:
                    continue
                if row["used"]:
                    raise ResultsError(
                        f"company {row['id']!r} has people but is not in consortium.toml; "
                        'keep it there, with standing = "off" if it left'
                    )
                database.execute("DELETE FROM companies WHERE id = ?", (row["id"],))

    def companies(self) -> list[Company]:
        """Return all companies, by id."""
        return [
            Company(
                id=row["id"],
                name=Text(en=row["name_en"], ja=row["name_ja"]),
                industry=row["industry"],
                standing=row["standing"],
                colour=row["colour"],
            )
            for row in self._database.rows("SELECT * FROM companies ORDER BY id")
        ]

    def enrol(
        self,
        company_id: str,
        now: datetime,
        *,
        role: str = "learner",
        kind: str = "learner",
        name: str | None = None,
        account: str | None = None,
    ) -> Person:
        """Add a person under the next learner id and a new handle.

        Args:
            company_id: A company of the store.
            now: When the person joins.
            role: One of `ROLES`.
            kind: One of `KINDS`.
            name: Kept here, shown only after the person's own decision.
            account: Login on the host, by which sign-in finds the person.

        Raises:
            UsageError: If role, kind or company is unknown, or the login is that of somebody else.
        """
        account = None if account is None else plain_account(account)
        with self._database.write() as database:
            if account is not None:
                _refuse_taken(database, account, 0)
            last = database.rows("SELECT COALESCE(MAX(seq), 0) AS n FROM sqlite_sequence")
            person = Person(
                learner_id=f"l-{last[0]['n'] + 1:06d}",
                company_id=company_id,
                handle=_free_handle(database),
                role=role,
                kind=kind,
                joined_at=now,
            )
            _insert(database, person, name=name, account=account)
        return replace(person, joined_at=moment(int(now.timestamp())))

    def put_person(self, person: Person) -> None:
        """Add a person with a settled id and handle, e.g. of a roster; twice changes nothing.

        Raises:
            ResultsError: If the id belongs to another person or to an erased one.
        """
        self.put_people([person])

    def put_people(self, people: Iterable[Person]) -> None:
        """Add people as `put_person` does, all of them or none."""
        with self._database.write() as database:
            for person in people:
                number = number_of(person.learner_id)
                if database.rows("SELECT 1 FROM erased WHERE number = ?", (number,)):
                    raise ResultsError(f"{person.learner_id} was erased; ids are never given again")
                known = database.rows("SELECT handle FROM people WHERE number = ?", (number,))
                if not known:
                    _insert(database, person, name=person.display_name, account=None)
                    for purpose, given in _flags(person).items():
                        _decide(database, number, purpose, "import", person.joined_at, given=given)
                elif known[0]["handle"] != person.handle:
                    raise ResultsError(f"{person.learner_id} is another person already")

    def people(self) -> list[Person]:
        """Return all people, by learner id."""
        return [
            person_of(row) for row in self._database.rows("SELECT * FROM persons ORDER BY number")
        ]

    def find(self, *, learner_id: str | None = None, account: str | None = None) -> Person | None:
        """Return the person of a learner id or of a login, if there is one."""
        number = None if learner_id is None else number_of(learner_id)
        rows = self._database.rows(
            "SELECT * FROM persons WHERE number = ?1 OR lower(account) = lower(?2)",
            (number, None if account is None else plain_account(account)),
        )
        return person_of(rows[0]) if rows else None

    def known(self, learner_id: str) -> Person:
        """Return the person of a learner id that an operator gave.

        Raises:
            UsageError: If nobody has it.
        """
        person = self.find(learner_id=learner_id)
        if person is None:
            raise UsageError(f"learner {learner_id!r} is not known; see `qskills people list`")
        return person

    def decide(
        self, learner_id: str, purpose: str, *, given: bool, text_version: str, now: datetime
    ) -> None:
        """Record that a person agreed to something, or took it back; the newest holds.

        Args:
            learner_id: The person.
            purpose: One of `PURPOSES`.
            given: Agreed or taken back.
            text_version: Version of the text that the person was shown.
            now: The time of the decision.

        Raises:
            UsageError: If the purpose or the person is unknown.
        """
        if purpose not in PURPOSES:
            raise UsageError(f"no such purpose {purpose!r}; known: {', '.join(PURPOSES)}")
        with self._database.write() as database:
            number = number_of(learner_id)
            if not database.rows("SELECT 1 FROM people WHERE number = ?", (number,)):
                raise UsageError(f"no person {learner_id}")
            _decide(database, number, purpose, text_version, now, given=given)

    def decisions(self, learner_id: str) -> list[Decision]:
        """Return all that a person decided, oldest first."""
        return [
            decision_of(row)
            for row in self._database.rows(
                "SELECT * FROM decisions WHERE number = ? ORDER BY id", (number_of(learner_id),)
            )
        ]

    def take_in(self, decisions: Iterable[Decision]) -> int:
        """Record decisions of the pages; each is recorded once, however often it is given.

        Those of people who are not there (any more) are left out.

        Returns:
            How many were new.
        """
        new = 0
        with self._database.write() as database:
            for one in decisions:
                if one.purpose not in PURPOSES or database.rows(
                    "SELECT 1 FROM taken WHERE key = ?", (one.key,)
                ):
                    continue
                database.insert("taken", {"key": one.key})
                number = number_of(one.learner_id)
                if database.rows("SELECT 1 FROM people WHERE number = ?", (number,)):
                    _decide(
                        database, number, one.purpose, one.text_version, one.at, given=one.given
                    )
                    new += 1
        return new

    def set_account(self, learner_id: str, account: str) -> None:
        """Give a person a login, or another one.

        Raises:
            UsageError: If the person is unknown, or the login is that of somebody else.
        """
        account = plain_account(account)
        with self._database.write() as database:
            _refuse_taken(database, account, number_of(learner_id))
            if not database.execute(
                "UPDATE people SET account = ? WHERE number = ?", (account, number_of(learner_id))
            ):
                raise UsageError(f"no person {learner_id}")

    def grant(self, learner_id: str, role: str, course: str = "") -> None:
        """Give a person one more role; of an instructor, a course to teach.

        Raises:
            UsageError: If the role or the person is unknown, or a course is missing or too much.
        """
        if role not in ROLES:
            raise UsageError(f"{role!r} is none of {', '.join(ROLES)}")
        if (role == "instructor") != bool(course):
            raise UsageError("an instructor teaches a course, nobody else does: give --course")
        with self._database.write() as database:
            number = number_of(learner_id)
            if not database.rows("SELECT 1 FROM people WHERE number = ?", (number,)):
                raise UsageError(f"no person {learner_id}")
            if role == "learner":  # somebody who withdrew takes part again
                database.execute(
                    "UPDATE people SET kind = 'learner' WHERE number = ? AND role = 'learner' "
                    "AND kind = 'withdrawn'",
                    (number,),
                )
            database.execute(
                "INSERT INTO grants VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (number, role, course)
            )

    def withdraw(self, learner_id: str, role: str, course: str = "") -> int:
        """Take a role from a person, be it of the roster or granted.

        Whoever loses the role of the roster is from then on somebody who withdrew: known, with
        what else was granted, and on no board.

        Args:
            learner_id: The person.
            role: One of `ROLES`.
            course: Of an instructor, this course only.

        Returns:
            How many roles that were; 0 if the person did not have it.
        """
        number = number_of(learner_id)
        with self._database.write() as database:
            taken = database.execute(
                "DELETE FROM grants WHERE number = ?1 AND role = ?2 AND ?3 IN ('', course)",
                (number, role, course),
            )
            if course:
                return taken
            return taken + database.execute(
                "UPDATE people SET role = 'learner', kind = 'withdrawn' "
                "WHERE number = ?1 AND role = ?2 AND kind <> 'withdrawn'",
                (number, role),
            )

    def accounts(self) -> list[Account]:
        """Return everybody who has a login, for sign-in."""
        roles: dict[int, set[str]] = {}
        courses: dict[int, list[str]] = {}
        for row in self._database.rows("SELECT * FROM grants ORDER BY number, course"):
            roles.setdefault(row["number"], set()).add(row["role"])
            if row["course"]:
                courses.setdefault(row["number"], []).append(row["course"])
        newest: dict[int, list[Decision]] = {}
        for row in self._database.rows(
            "SELECT * FROM decisions WHERE id IN "
            "(SELECT max(id) FROM decisions GROUP BY number, purpose) ORDER BY id"
        ):
            newest.setdefault(row["number"], []).append(decision_of(row))
        return [
            Account(
                account=row["account"],
                person=person_of(row),
                roles=frozenset({row["role"], *roles.get(row["number"], ())}),
                courses=tuple(courses.get(row["number"], ())),
                decisions=tuple(newest.get(row["number"], ())),
            )
            for row in self._database.rows(
                "SELECT * FROM persons WHERE account IS NOT NULL ORDER BY number"
            )
        ]

    def facts(self, learner_id: str) -> dict[str, object]:
        """Return what is kept of a person beside `Person`, decided or not, for the person alone."""
        number = number_of(learner_id)
        person = self._database.rows("SELECT * FROM people WHERE number = ?", (number,))
        grants = self._database.rows("SELECT role, course FROM grants WHERE number = ?", (number,))
        tokens = self._database.rows(
            "SELECT expires_at, revoked FROM tokens WHERE number = ?", (number,)
        )
        return {
            "account": person[0]["account"] if person else None,
            "name": person[0]["name"] if person else None,
            "kind": person[0]["kind"] if person else None,
            "grants": grants,
            "tokens": tokens,
        }

    def erase(self, learner_id: str) -> bool:
        """Delete a person, their decisions and tokens; id and handle are never given again.

        Returns:
            Whether there was such a person.
        """
        with self._database.write() as database:
            number = number_of(learner_id)
            gone = database.execute("DELETE FROM people WHERE number = ?", (number,)) > 0
            if gone:
                database.insert("erased", {"number": number})
        self._database.forget()
        return gone

    def was_erased(self, learner_id: str) -> bool:
        """Say whether there was such a person once."""
        number = number_of(learner_id)
        return bool(self._database.rows("SELECT 1 FROM erased WHERE number = ?", (number,)))

    def taken(self) -> frozenset[str]:
        """Return the keys of the decisions of the pages that are recorded here."""
        return frozenset(row["key"] for row in self._database.rows("SELECT key FROM taken"))


def _flags(person: Person) -> dict[str, bool]:
    return {"show-name": person.show_name, "show-company": person.show_company}


def _refuse_taken(database: Database, account: str, number: int) -> None:
    """Refuse a login that is another's but for the case of letters: sign-in knows no case."""
    taken = database.rows(
        "SELECT number FROM people WHERE lower(account) = lower(?) AND number != ?",
        (account, number),
    )
    if taken:
        raise UsageError(f"the login {account} is that of l-{taken[0]['number']:06d}")


def _insert(database: Database, person: Person, *, name: str | None, account: str | None) -> None:
    for value, known in ((person.role, ROLES), (person.kind, KINDS)):
        if value not in known:
            raise UsageError(f"{value!r} is none of {', '.join(known)}")
    if not HANDLE.fullmatch(person.handle):
        raise UsageError(f"handle {person.handle!r}: give qubit- and six hexadecimal digits")
    if not database.rows("SELECT 1 FROM companies WHERE id = ?", (person.company_id,)):
        raise UsageError(f"no company {person.company_id!r}; add it to consortium.toml first")
    row = {"number": number_of(person.learner_id), "company_id": person.company_id}
    row |= {"handle": person.handle, "role": person.role, "kind": person.kind, "name": name}
    database.insert(
        "people", row | {"account": account, "joined_at": int(person.joined_at.timestamp())}
    )
    database.insert("handles", {"handle": person.handle})


def _decide(
    database: Database, number: int, purpose: str, text_version: str, now: datetime, *, given: bool
) -> None:
    row = {"number": number, "purpose": purpose, "given": int(given)}
    database.insert("decisions", row | {"text_version": text_version, "at": int(now.timestamp())})


def _free_handle(database: Database) -> str:
    while database.rows("SELECT 1 FROM handles WHERE handle = ?", ((handle := new_handle()),)):
        continue
    return handle
