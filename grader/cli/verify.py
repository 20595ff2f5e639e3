"""`qskills verify`: run every exercise's own submissions and compare with what they state."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from grader.cli.main import Context, pass_context, stderr
from grader.cli.progress import bar
from grader.errors import GraderError
from grader.exercise import Exercise, OwnSubmission
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = ["Check", "verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One own submission with the verdict it got, or the error that stopped it."""

    exercise: Exercise
    own: OwnSubmission
    verdict: Verdict | None
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether verdict and reason are as stated."""
        return self.verdict is not None and (
            (self.verdict.outcome, self.verdict.reason.key) == (self.own.outcome, self.own.reason)
        )

    def to_json(self) -> dict[str, Any]:
        """Return the line that ``--json`` prints."""
        got = self.verdict
        return {
            "exercise": self.exercise.id,
            "submission": self.own.name,
            "ok": self.ok,
            "expected": {"verdict": str(self.own.outcome), "reason": self.own.reason},
            "got": None if got is None else {"verdict": str(got.outcome), "reason": got.reason.key},
            "points": None if got is None else got.points / 1000,
            "cost": None if got is None else got.cost,
            "error": self.error,
        }


@click.command(
    epilog="""\b
Examples:
  qskills verify                     every exercise
  qskills verify bell-pair h2-vqe    two of them
  qskills verify --mutants           break the accepted ones: the judge must notice
  qskills verify --mutants --changed --record tests/golden/mutants.json
"""
)
@click.argument("exercises", nargs=-1, metavar="[ID]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a submission.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Submissions at a time (default: cores).")
@click.option("--mutants", is_flag=True, help="Judge broken copies of the accepted submissions.")
@click.option("--changed", is_flag=True, help="With --record: only what the list does not hold.")
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --mutants: the list of checked exercises, brought up to date.",
)
@pass_context
@click.pass_context
def verify(
    ctx: click.Context,
    context: Context,
    exercises: Sequence[str],
    as_json: bool,  # noqa: FBT001 - Click passes options by name
    jobs: int | None,
    mutants: bool,  # noqa: FBT001
    changed: bool,  # noqa: FBT001
    record: Path | None,
) -> None:
    """Judge every exercise's own submissions; each must get the verdict and reason it states."""
    from grader.pipeline import Grader
    from grader.scaleout.local import LocalPool

    catalog = context.catalog()
    if mutants:
        from grader.cli.mutants import verify_mutants

        ctx.exit(
            verify_mutants(
                catalog, exercises, record=record, changed=changed, as_json=as_json, jobs=jobs
            )
        )
    if changed or record is not None:
        raise click.UsageError("--changed and --record go with --mutants")
    wanted = exercises or catalog.exercise_ids()
    todo = [(exercise, own) for exercise in map(catalog.exercise, wanted)
            for own in exercise.submissions()]  # fmt: skip
    console = Console(highlight=False)
    secret = secrets.token_bytes(32)
    checks: list[Check] = []
    graders: LocalPool[tuple[Exercise, OwnSubmission]]
    graders = LocalPool(lambda: Grader(catalog, secret), jobs)
    with bar(stderr) as progress, graders as pool:
        task = progress.add_task("verify", total=len(todo))
        for (exercise, own), result in pool.grade_all(todo, _submission):
            if isinstance(result, GraderError):
                check = Check(exercise=exercise, own=own, verdict=None, error=str(result))
            else:
                check = Check(exercise=exercise, own=own, verdict=result.verdicts[0])
            checks.append(check)
            progress.advance(task)
            if as_json:
                console.out(json.dumps(check.to_json(), ensure_ascii=False))
            elif not check.ok:
                stderr.print(_complaint(check))
    wrong = sum(not check.ok for check in checks)
    if not as_json:
        _summary(console, checks)
    ctx.exit(1 if wrong else 0)


def _submission(item: tuple[Exercise, OwnSubmission]) -> Submission:
    exercise, own = item
    return Submission(data=own.path.read_bytes(), exercises=(exercise.id,), script=True)


def _complaint(check: Check) -> str:
    got = check.verdict
    if got is None:
        found = escape(check.error)
    else:
        found = f"{got.outcome} ({got.reason.key}) {escape(str(dict(got.reason.params)))}"
    wanted = f"{check.own.outcome} ({check.own.reason})"
    return f"[red]{check.exercise.id}/{check.own.name}[/red]: states {wanted}, got {found}"


def _summary(console: Console, checks: Sequence[Check]) -> None:
    for exercise in dict.fromkeys(check.exercise.id for check in checks):
        own = [check for check in checks if check.exercise.id == exercise]
        right = sum(check.ok for check in own)
        costs = {c.verdict.cost for c in own if c.verdict and c.verdict.cost is not None}
        mark = "[green]ok[/green]  " if right == len(own) else "[red]FAIL[/red]"
        shown = f", {len(costs)} costs" if costs else ""
        console.print(f"{mark} {exercise}: {right} of {len(own)} submissions as stated{shown}")
