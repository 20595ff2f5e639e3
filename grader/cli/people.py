"""`qskills people`: enrol learners and list them."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from grader.cli.main import Context, pass_context
from grader.errors import UsageError
from grader.identity import ROLES, Identity

__all__ = ["people"]


@click.group()
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
  with the columns  account,company,role  (role may be left out: learner)
""",
)
@click.argument("roster", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_context
def import_roster(context: Context, roster: Path) -> None:
    """Enrol the people of a CSV file and print the learner id of each account.

    Accounts that are known already keep their id; the file may be imported again when it grew.
    All rows are checked before the first one is recorded.
    """
    context.state.secret()
    with Identity(context.state.identity) as identity:
        rows = _checked(roster, {company.id for company in identity.companies()})
        for account, company, role in rows:
            person = identity.find(account=account)
            if person is None:
                person = identity.enrol(company, datetime.now(UTC), role=role, account=account)
            click.echo(f"{account},{person.learner_id}")


def _checked(roster: Path, companies: set[str]) -> list[tuple[str, str, str]]:
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
            faults.append(f"line {number}: company: is {company!r}; one of {sorted(companies)}")
        if role not in ROLES:
            faults.append(f"line {number}: role: is {role!r}; one of {', '.join(ROLES)}")
        rows.append((account, company, role))
    if faults:
        raise UsageError(f"{roster}: nothing was recorded:\n" + "\n".join(faults))
    return rows
