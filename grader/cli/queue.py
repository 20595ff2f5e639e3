"""`qskills queue`: attempts that could not be graded, and how they get another try."""

import json
from datetime import UTC, datetime

import click

from grader.cli.main import Context, pass_context

__all__ = ["queue"]


@click.group(
    epilog="""\b
Examples:
  qskills queue list            what waits, and what was parked
  qskills queue requeue 4711    grade a parked attempt again
"""
)
def queue() -> None:
    """Look at what waits to be graded, and put back what was parked after repeated failures."""


@queue.command(name="list", epilog="Example: qskills queue list --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an attempt.")
@pass_context
def list_parked(context: Context, as_json: bool) -> None:  # noqa: FBT001 - by name
    """Show how many attempts wait, and each parked one with its error."""
    from grader.results.store import Store

    context.state.secret()
    with Store(context.state.results, readonly=True) as store:
        counts, parked = store.queue.counts(), store.queue.parked()
    if not as_json:
        states = ("waiting", "leased", "done", "parked")
        click.echo(", ".join(f"{counts[state]} {state}" for state in states))
    for one in parked:
        row = {"attempt": one.attempt_id, "failures": one.failures, "error": one.error}
        line = f"{one.attempt_id:>8}  {one.failures} failures  {one.error}"
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else line)


@queue.command(epilog="Example: qskills queue requeue 2417")
@click.argument("attempts", type=int, nargs=-1, required=True)
@pass_context
def requeue(context: Context, attempts: tuple[int, ...]) -> None:
    """Have attempts graded (again), e.g. after a repair; their earlier verdicts stay."""
    from grader.results.store import Store

    context.state.secret()
    with Store(context.state.results) as store:
        for attempt in attempts:
            store.queue.requeue(attempt, cause="requeued", actor="operator", now=datetime.now(UTC))
            click.echo(f"attempt {attempt} waits again")
