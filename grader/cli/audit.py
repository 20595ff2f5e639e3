"""`qskills audit`: check the hash chain of the recorded verdicts."""

import json
from typing import Any

import click

from grader.cli.main import Context, pass_context
from grader.results.records import Head

__all__ = ["audit"]


@click.command(
    epilog="""\b
Examples:
  qskills audit --json
  qskills audit --head 2417:9f3c...    the end that a board names, on its page "Method"
"""
)
@click.option("--head", metavar="HEAD", help="An end of the chain that a board names.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@pass_context
@click.pass_context
def audit(ctx: click.Context, context: Context, head: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Check that no recorded verdict was changed or removed.

    Every row carries the hash of the one before it.
    """
    from grader.results.store import Store

    secret = context.state.secret()
    with Store(context.state.results) as store:
        broken = store.ledger.audit(secret, **_named(head))
        rows = len(store.verdicts(include_superseded=True))
    if as_json:
        found = None if broken is None else {"row": broken.row, "problem": broken.problem}
        click.echo(json.dumps({"verdicts": rows, "broken": found}))
    elif broken is None:
        click.echo(f"{rows} verdicts, chain unbroken")
    else:
        click.echo(f"the chain breaks at row {broken.row}: {broken.problem}", err=True)
    ctx.exit(0 if broken is None else 1)


def _named(head: str | None) -> dict[str, Any]:
    """Return what a board named: the hash alone, or, the administrator's, all of it."""
    if head is None or ":" not in head:
        return {"end": head}
    try:
        return {"head": Head.parse(head)}
    except ValueError:
        raise click.UsageError("--head is no end of a chain; copy the whole word") from None
