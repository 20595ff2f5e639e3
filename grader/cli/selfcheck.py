"""`qskills selfcheck`: the judge against a second method, on random pairs and on real circuits."""

import json
import secrets
from typing import Any

import click
from rich.console import Console

from grader.cli.main import stderr
from grader.cli.progress import bar

__all__ = ["selfcheck"]


@click.command(
    epilog="""\b
Examples:
  qskills selfcheck                        5,000 random pairs, a new seed each time
  qskills selfcheck --pairs 300 --seed 7   the same pairs every time
  qskills selfcheck --seed 7 --only 123    one pair of such a run again
  qskills selfcheck --circuits             circuits of MQT Bench at several levels (some minutes)
"""
)
@click.option("--pairs", type=click.IntRange(1, 1_000_000), default=5000, show_default=True,
              help="Random pairs over checkers, policies and sizes.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), help="Seed of the pairs (default: drawn).")
@click.option("--only", type=click.IntRange(0), help="Judge the pair of this number alone.")
@click.option("--circuits", is_flag=True,
              help="Instead: real circuits, equal across levels and mutated.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_context
def selfcheck(
    ctx: click.Context,
    pairs: int,
    seed: int | None,
    only: int | None,
    circuits: bool,  # noqa: FBT001 - Click passes options by name
    as_json: bool,  # noqa: FBT001
) -> None:
    """Judge pairs whose verdict is known, beside a second method that shares no code with it.

    Answers are equal by construction, different by construction, or three times below and above
    a tolerance. Judge, second method and construction must agree; each disagreement is printed
    with the command that repeats it. Exit code 1 if there is one.
    """
    from grader.judge.selfcheck import check, real

    drawn = secrets.randbelow(1 << 32) if seed is None else seed
    numbers: Any = real.cases() if circuits else range(pairs)
    if only is not None:
        numbers = numbers[only : only + 1] if circuits else [only]
    with bar(stderr) as progress:
        task = progress.add_task(f"selfcheck --seed {drawn}", total=len(numbers))
        run = real.check_circuits if circuits else check.selfcheck
        report = run(numbers, drawn, lambda: progress.advance(task))
    if as_json:
        click.echo(json.dumps({"seed": drawn, **report.to_json()}))
    else:
        _show(Console(highlight=False), report, drawn)
    ctx.exit(1 if report.disagreements else 0)


def _show(console: Console, report: Any, seed: int) -> None:  # noqa: ANN401 - loaded when called
    for found in report.disagreements:
        console.print(
            f"[red]{found.sort}[/red]: {found.family}, {found.kind}: {found.verdict} by "
            f"{found.method or '-'}; {found.second} measures {found.deviation:.3g} times the "
            f"tolerance\n  {found.reproducer}",
            soft_wrap=True,
        )
    for title, counts in (
        ("families", report.families),
        ("judged by", report.methods),
        ("second method", report.seconds),
    ):
        row = ", ".join(f"{name or '-'} {count}" for name, count in sorted(counts.items()))
        console.print(f"{title}: {row}", soft_wrap=True)
    mark = "[red]DISAGREEMENT[/red]" if report.disagreements else "[green]agreed[/green]"
    console.print(
        f"{mark}: {report.pairs} pairs (seed {seed}) in {report.wall_s:.0f} s: "
        f"{report.accepted} accepted, {report.refused} refused; "
        f"{report.count('wrong accept')} wrong accepts, {report.count('right refused')} right "
        f"ones refused, {len(report.disagreements)} disagreements in all; "
        f"{report.harmless} mutations changed nothing, {report.unsure} on the very threshold",
        soft_wrap=True,
    )
