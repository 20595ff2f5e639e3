"""`qskills demo`: the whole platform on a fictional consortium, graded for real."""

from collections import Counter

import click
import nbformat
from rich.console import Console

from grader.cli.collect import finish
from grader.cli.course import build_courses
from grader.cli.main import Context, pass_context, stderr
from grader.cli.progress import bar
from grader.cli.serve import run
from grader.demo import TEMPLATE, arrivals, enrol, planned_jobs, population, run_jobs
from grader.identity import Identity
from grader.install import initialise, seat
from grader.jupyter.collector import Collector
from grader.jupyter.config import CourseFolder
from grader.verdict import Outcome

__all__ = ["demo"]


@click.command(
    epilog="""\b
Examples:
  qskills demo              grade, publish, then serve JupyterLab and the leaderboard
  qskills demo --no-serve   stop after the standings
"""
)
@click.option("--no-serve", is_flag=True, help="End after the standings.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Submissions at a time (default: cores).")
@pass_context
@click.pass_context
def demo(ctx: click.Context, context: Context, no_serve: bool, jobs: int | None) -> None:  # noqa: FBT001
    """Grade the submissions of fictional companies and show the result.

    Every score comes from grading a real notebook in the sandbox; only the companies, the
    learners and the times of submission are made up. A second run finds everything done.
    """
    console = Console(highlight=False)
    catalog = context.catalog()
    initialise(context.state, settings=TEMPLATE.read_text(encoding="utf-8"))
    with Collector(context.state, catalog, jobs=jobs) as collector:
        isolation = collector.isolation()
        console.print(f"isolation level {isolation.level} of 4, proved by the self-test")
        build_courses(context)
        _take_in(context, collector)
        _use_devices(context)
        collector.set_baselines()
        finish(collector, at_once=False)  # weeks long past are released whole
        _summary(console, collector)
    standings = _command(ctx, "standings")
    ctx.invoke(standings)
    console.print("\nThe week on two pages, HTML and PDF, for each company: qskills report --all")
    if no_serve:
        return
    console.print("\nStarting JupyterLab and the leaderboard; Ctrl-C stops both.")
    console.print("Your own submissions: qskills grade --collected, in another terminal\n")
    run(context)


def _command(ctx: click.Context, name: str) -> click.Command:
    group = ctx.find_root().command
    assert isinstance(group, click.Group)  # noqa: S101 - for the type checker
    found = group.get_command(ctx, name)
    assert found is not None  # noqa: S101 - the package brings it along
    return found


def _take_in(context: Context, collector: Collector) -> None:
    """Hand in the notebooks of the demo's learners; the person at the screen has none yet."""
    people = population()
    with Identity(context.state.identity) as identity:
        you = enrol(identity, people)
    seat(context.state, you)

    def released(course: str, assignment: str, language: str) -> nbformat.NotebookNode:
        folder = CourseFolder.below(context.state.path, course)
        path = folder.release(f"{assignment}-{language}") / f"{assignment}.ipynb"
        notebook: nbformat.NotebookNode = nbformat.read(str(path), as_version=4)
        return notebook

    known = {attempt.arrival for attempt in collector.store.attempts()}
    with bar(stderr) as progress:
        task = progress.add_task("hand in", total=len(people.plan))
        for arrival in arrivals(people, released, known=known):
            collector.store.queue.arrive(arrival)
            progress.advance(task)


def _use_devices(context: Context) -> None:
    """Run what the demo's learners measure on the device twins."""
    jobs = planned_jobs(population())
    with bar(stderr) as progress:
        task = progress.add_task("device jobs", total=len(jobs))
        for _ in run_jobs(context.state, jobs):
            progress.advance(task)


def _summary(console: Console, collector: Collector) -> None:
    rows = collector.store.verdicts()
    counts = Counter(row.outcome for row in rows)
    attempts = len({row.attempt_id for row in rows})
    shown = ", ".join(f"{outcome} {counts[outcome]}" for outcome in Outcome if counts[outcome])
    console.print(f"{attempts} submissions graded, {len(rows)} verdicts: {shown}\n", soft_wrap=True)
