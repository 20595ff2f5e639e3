"""`qskills rejudge`: recompute verdicts, show what changes, and record it when told to."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.table import Table

from grader.cli.collect import finish
from grader.cli.main import Context, pass_context, stderr
from grader.cli.progress import bar
from grader.errors import ResultsError
from grader.jupyter.collector import Collector
from grader.scaleout.rejudge import Change, apply, stale

__all__ = ["rejudge"]


@click.command(
    epilog="""\b
Examples:
  qskills rejudge                        what an update of judge or exercises would change
  qskills rejudge toffoli-6cx --json     one exercise, a line a verdict
  qskills rejudge --apply --cause "par of ghz-12-kawasaki corrected"
"""
)
@click.argument("exercises", nargs=-1, metavar="[ID]...")
@click.option("--apply", "applied", is_flag=True, help="Record the new verdicts, and publish.")
@click.option("--all", "everything", is_flag=True, help="Also verdicts that are up to date.")
@click.option("--cause", default="rejudge", show_default=True, help="Kept with each new verdict.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a verdict.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Attempts at a time (default: cores).")
@pass_context
@click.pass_context
def rejudge(
    ctx: click.Context,
    context: Context,
    exercises: Sequence[str],
    applied: bool,  # noqa: FBT001 - Click passes options by name
    everything: bool,  # noqa: FBT001
    cause: str,
    as_json: bool,  # noqa: FBT001
    jobs: int | None,
) -> None:
    """Judge recorded attempts again with the present judge and exercises.

    Without IDs: every verdict that an older judge, exercise or formula gave. Shows the difference;
    only --apply records it. Old verdicts stay beside the new ones, times of submission stay.
    """
    if cause in ("graded", "cached"):
        raise click.UsageError("--cause must tell a rejudge from a first judgement")
    catalog = context.catalog()
    changes: list[Change] = []
    with Collector(context.state, catalog, jobs=jobs) as collector:
        found = stale(collector.store, catalog, exercises, everything=everything)
        with bar(stderr) as progress:
            task = progress.add_task("rejudge", total=len(found))
            for of_attempt in collector.rejudge(found):
                changes += of_attempt
                progress.advance(task)
                if applied:
                    _record(collector, of_attempt, cause)
        _report(changes, as_json=as_json, applied=applied)
        if applied and changes:
            finish(collector, as_json=as_json)
    ctx.exit(3 if any(change.error for change in changes) else 0)


def _record(collector: Collector, changes: Sequence[Change], cause: str) -> None:
    try:
        apply(collector.store, changes, cause=cause, now=datetime.now(UTC))
    except ResultsError as error:
        stderr.print(f"[yellow]not recorded:[/yellow] {error}")


def _report(changes: Sequence[Change], *, as_json: bool, applied: bool) -> None:
    for change in changes:
        if as_json:
            click.echo(json.dumps(_line(change), ensure_ascii=False))
        elif change.error:
            stderr.print(f"[red]attempt {change.attempt.id} {change.before.exercise}:[/red] "
                         f"{change.error}")  # fmt: skip
    if as_json:
        return
    console = Console(highlight=False)
    if not changes:
        console.print("every verdict is up to date")
        return
    console.print(_table(changes))
    if not applied:
        console.print("nothing was recorded; [bold]--apply[/bold] records it")


def _line(change: Change) -> dict[str, object]:
    old, after = change.before, change.after
    new = None if after is None else after.verdict
    return {
        "attempt": change.attempt.id,
        "learner": change.attempt.learner,
        "exercise": old.exercise,
        "differs": change.differs,
        "before": {"version": old.version, "verdict": str(old.outcome), "reason": old.reason_key,
                   "points": old.points / 1000, "cost": old.cost},
        "after": None if new is None else {
            "version": new.version, "verdict": str(new.outcome), "reason": new.reason.key,
            "points": new.points / 1000, "cost": new.cost},
        "error": change.error,
    }  # fmt: skip


def _table(changes: Sequence[Change]) -> Table:
    table = Table("exercise", "version", "verdicts", "change", "points", title=None)
    for name in sorted({change.before.exercise for change in changes}):
        own = [change for change in changes if change.before.exercise == name]
        moved = Counter(
            f"{change.before.outcome} → {change.after.verdict.outcome}"
            for change in own
            if change.after is not None and change.before.outcome != change.after.verdict.outcome
        )
        other = sum(change.differs for change in own) - sum(moved.values())
        said = [f"{what}: {count}" for what, count in sorted(moved.items())]
        said += [f"same verdict, other points or cost: {other}"] if other else []
        points = sum(
            change.after.verdict.points - change.before.points for change in own if change.after
        )
        versions = {str(change.before.version) for change in own}
        now = {str(change.after.verdict.version) for change in own if change.after}
        table.add_row(
            name,
            f"{', '.join(sorted(versions))} → {', '.join(sorted(now))}",
            str(len(own)),
            "\n".join(said) or "none",
            f"{points / 1000:+g}",
        )
    return table
