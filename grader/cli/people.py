"""`qskills people`: enrol learners and list them."""

import csv
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from grader.cli.erasure import erase, export, retain
from grader.cli.main import Context, pass_context
from grader.errors import UsageError
from grader.identity import ROLES, Identity
from grader.inbox import read_views

__all__ = ["people"]


@click.group(
    epilog="""\b
Examples:
  qskills people import roster.csv                 enrol the people of a roster
  qskills people grant l-000001 --role instructor --course c1
  qskills people erase l-000001                    delete a person for good
"""
)
def people() -> None:
    """Enrol learners of the member companies; results know them by an opaque id only."""


@people.command(name="list", epilog="Example: qskills people list --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a person.")
@pass_context
def list_people(context: Context, as_json: bool) -> None:  # noqa: FBT001 - by name
    """Show learner ids, handles, companies and roles; never names."""
    context.state.secret()  # the clear error of a folder that is no state directory
    with Identity(context.state.identity) as identity:
        found = identity.people()
    if as_json:
        for person in found:
            row = {"learner": person.learner_id, "handle": person.handle}
            click.echo(json.dumps({**row, "company": person.company_id, "role": person.role}))
        return
    table = Table("learner", "handle", "company", "role", title="People", title_justify="left")
    for person in found:
        table.add_row(person.learner_id, person.handle, person.company_id, person.role)
    Console(highlight=False).print(table)


@people.command(
    name="import",
    epilog="""\b
Example: qskills people import roster.csv
  with the columns  account,company,role,courses
  role may be left out (learner); courses are those that the person teaches, with blanks between
""",
)
@click.argument("roster", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_context
def import_roster(context: Context, roster: Path) -> None:
    """Enrol the people of a CSV file and print the learner id of each account.

    Accounts that are known already keep their id; the file may be imported again when it grew. It
    changes nothing of them: roles are given and taken by `qskills people grant`.
    All rows are checked before the first one is recorded.
    """
    context.state.secret()
    with Identity(context.state.identity) as identity:
        known = {course.id for course in context.catalog().courses()}
        rows = _checked(roster, {company.id for company in identity.companies()}, known)
        _refuse_changes(roster, rows, identity)
        for account, company, role, courses in rows:
            person = identity.find(account=account)
            if person is None:
                person = identity.enrol(company, datetime.now(UTC), role=role, account=account)
            for course in courses:
                identity.grant(person.learner_id, "instructor", course)
            click.echo(f"{account},{person.learner_id}")


def _checked(
    roster: Path, companies: set[str], known: set[str]
) -> list[tuple[str, str, str, list[str]]]:
    """Read and check the roster.

    Raises:
        UsageError: With one line per fault, naming line, column and fix.
    """
    try:
        with roster.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns, lines = reader.fieldnames or [], list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{roster}: not a CSV file in UTF-8: {error}") from None
    if not companies:
        raise UsageError(
            "no company is known yet: add [[company]] blocks to consortium.toml, "
            "then run `qskills init` once more"
        )
    missing = [name for name in ("account", "company") if name not in columns]
    if missing:
        raise UsageError(f"{roster}: no column {', '.join(missing)}; the first line names them")
    rows, faults = [], []
    for number, line in enumerate(lines, 2):
        account, company = (str(line[name] or "").strip() for name in ("account", "company"))
        role = str(line.get("role") or "learner").strip()
        if not account:
            faults.append(f"line {number}: account: is empty; give the login")
        if company not in companies:
            faults.append(
                f"line {number}: company: is {company!r}; one of {sorted(companies)}, "
                "or add it to consortium.toml and run `qskills init`"
            )
        if role not in ROLES:
            faults.append(f"line {number}: role: is {role!r}; one of {', '.join(ROLES)}")
        courses = str(line.get("courses") or "").split()
        faults += [
            f"line {number}: courses: is {course!r}; one of {sorted(known)}"
            for course in courses
            if course not in known
        ]
        rows.append((account, company, role, courses))
    if faults:
        raise UsageError(f"{roster}: nothing was recorded:\n" + "\n".join(faults))
    return rows


def _refuse_changes(
    roster: Path, rows: Sequence[tuple[str, str, str, list[str]]], identity: Identity
) -> None:
    """Refuse a roster that says of somebody known what importing would not make true.

    Raises:
        UsageError: With one line per fault, naming line, column and fix.
    """
    known = {one.account.lower(): one for one in identity.accounts()}
    lines: dict[str, int] = {}
    faults = []
    for number, (account, company, role, _) in enumerate(rows, 2):
        first = lines.setdefault(account.lower(), number)
        if first != number:
            faults.append(f"line {number}: account: {account} stands in line {first} already")
        one = known.get(account.lower())
        if one is None:
            continue
        if one.person.company_id != company:
            faults.append(
                f"line {number}: company: {account} is of {one.person.company_id}, and a roster "
                "moves nobody; give that, or another account"
            )
        if role not in one.roles:
            faults.append(
                f"line {number}: role: {account} is {', '.join(sorted(one.roles))}, and a roster "
                f"changes no role; use `qskills people grant {one.person.learner_id}`"
            )
    if faults:
        raise UsageError(f"{roster}: nothing was recorded:\n" + "\n".join(faults))


@people.command(epilog="Example: qskills people grant l-000123 --role instructor --course taster")
@click.argument("learner")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--course", default="", help="What an instructor teaches.")
@click.option("--withdraw", is_flag=True, help="Take the role away instead.")
@pass_context
def grant(context: Context, learner: str, role: str, course: str, withdraw: bool) -> None:  # noqa: FBT001
    """Give a person one more role, or take it away; holds from the next publish on.

    The role that the roster gave is taken away as well. Whoever loses it is on no board from then
    on, and may still be what else was granted; `--role learner` brings a learner back.
    """
    context.state.secret()
    if course:
        context.catalog().course(course)
    with Identity(context.state.identity) as identity:
        identity.known(learner)
        if withdraw:
            if not identity.withdraw(learner, role, course):
                raise UsageError(f"{learner} is not {role} {course}".rstrip())
            click.echo(f"{learner} is no longer {role} {course}".rstrip() + "; run qskills publish")
        else:
            identity.grant(learner, role, course)
            click.echo(f"{learner} is {role} {course}".rstrip() + "; run qskills publish")


@people.command(epilog="Example: qskills people token l-000123 --days 30")
@click.argument("learner")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True)
@pass_context
def token(context: Context, learner: str, days: int) -> None:
    """Print a new sign-in token; only its hash is kept, so it cannot be shown again."""
    context.state.secret()
    with Identity(context.state.identity) as identity:
        identity.known(learner)
        click.echo(identity.tokens.issue(learner, datetime.now(UTC), days=days))


@people.command(epilog="Example: qskills people revoke l-000123")
@click.argument("learner")
@pass_context
def revoke(context: Context, learner: str) -> None:
    """Make all sign-in tokens of a person void."""
    context.state.secret()
    with Identity(context.state.identity) as identity:
        identity.known(learner)
        revoked = identity.tokens.revoke(learner)
        click.echo(f"{revoked} token{'' if revoked == 1 else 's'} revoked")


@people.command(epilog="Example: qskills people log --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a view.")
@pass_context
def log(context: Context, as_json: bool) -> None:  # noqa: FBT001 - by name
    """Show who looked at figures of persons on the pages, and who saved a copy of their data."""
    context.state.secret()
    for one in read_views(context.state.inbox):
        row = {"at": f"{one.at:%Y-%m-%dT%H:%M:%SZ}", "actor": one.actor, "viewer": one.viewer}
        row |= {"page": one.page, "subject": one.subject}
        # What an address said stands in older rows: nothing of it may steer the terminal.
        words = "  ".join("".join(c if c.isprintable() else "?" for c in v) for v in row.values())
        click.echo(json.dumps(row) if as_json else words)


for _command in (erase, export, retain):
    people.add_command(_command)
