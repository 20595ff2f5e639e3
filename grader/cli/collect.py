"""What `qskills grade --collected` and `--learner` do, and print."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from grader.cli.main import Context, stderr
from grader.cli.progress import bar
from grader.cli.report import clean
from grader.errors import UsageError
from grader.jupyter.announcer import Announcer
from grader.jupyter.collector import Collector, attempt_cap
from grader.jupyter.exchange import Refused
from grader.results.records import Arrival, Attempt
from grader.scaleout.drain import Done
from grader.verdict import Outcome

__all__ = ["finish", "grade_collected", "grade_for", "grade_waiting"]


def grade_collected(context: Context, *, as_json: bool, jobs: int | None, level: int | None) -> int:
    """Grade, record and publish what learners have submitted; return the exit code."""
    with Collector(context.state, context.catalog(), jobs=jobs, min_level=level) as collector:
        arrived: list[Attempt] = []
        for one in collector.take_in():
            if isinstance(one, Refused):
                stderr.print(f"[yellow]not taken in:[/yellow] {clean(one.name)}: {one.cause}")
            else:
                arrived.append(one)
        stderr.print(f"{len(arrived)} new submissions")
        return finish(collector, as_json=as_json)


def grade_for(
    context: Context, learner: str, files: Sequence[Path], *, jobs: int | None, level: int | None
) -> int:
    """Record files as attempts of one learner, then grade and publish; return the exit code.

    Raises:
        UsageError: If the learner is unknown, or a file is no notebook of a known lesson.
    """
    from grader.identity import Identity

    with Identity(context.state.identity) as identity:
        identity.known(learner)
    catalog = context.catalog()
    with Collector(context.state, catalog, jobs=jobs, min_level=level) as collector:
        for path in files:
            course, assignment = _lesson_of(context, path)
            now = datetime.now(UTC)
            cap, shares = attempt_cap(catalog.course(course), assignment, catalog)
            arrival = Arrival(
                learner=learner,
                course=course,
                assignment=assignment,
                notebook=f"{assignment}.ipynb",
                language="ja" if path.parent.name.endswith("-ja") else "en",
                arrival=f"file {now:%Y-%m-%d %H:%M:%S.%f} {path.name}",
                data=path.read_bytes(),
                submitted_at=now,
                cap=cap,
                shares=shares,
            )
            collector.store.queue.arrive(arrival)
        return finish(collector, as_json=False)


def _lesson_of(context: Context, path: Path) -> tuple[str, str]:
    for course in context.catalog().courses():
        for lesson in course.assignments:
            if path.name == f"{lesson.id}.ipynb":
                return course.id, lesson.id
    raise UsageError(f"{path}: no lesson has a notebook of this name; keep the released name")


def finish(collector: Collector, *, as_json: bool = False, at_once: bool = True) -> int:
    """Grade what waits, publish, and have nbgrader record it; return the exit code.

    Args:
        collector: Has taken in what is to be graded.
        as_json: Print a line of JSON per attempt.
        at_once: Publish verdicts while others are still graded, not all together.
    """
    with Announcer(collector.publish) as announcer:
        return grade_waiting(collector, announcer, as_json=as_json, at_once=at_once)


def grade_waiting(
    collector: Collector, announcer: Announcer, *, as_json: bool = False, at_once: bool = True
) -> int:
    """Do the same with an announcer that goes on working afterwards."""
    tell = announcer.tell if at_once else None
    verdicts, stuck, graded = _grade(collector, tell, as_json=as_json)
    if not (graded and at_once):
        announcer.tell()  # weeks close and people decide without submissions, too
    _record(collector)
    if graded and not as_json:
        counts = ", ".join(f"{outcome} {verdicts[outcome]}" for outcome in sorted(verdicts))
        click.echo(f"graded {graded} submissions: {counts}")
    if stuck:
        stderr.print(f"[red]{stuck} submissions stay in the queue[/red]: the judge failed on them")
        return 3
    return 0 if set(verdicts) <= {Outcome.ACCEPTED} else 1


def _grade(
    collector: Collector, tell: Callable[[], None] | None, *, as_json: bool
) -> tuple[Counter[Outcome], int, int]:
    verdicts: Counter[Outcome] = Counter()
    stuck = graded = 0
    with bar(stderr) as progress:
        waiting = collector.store.queue.counts()
        task = progress.add_task("grade", total=waiting["waiting"] + waiting["leased"])
        for done in collector.grade():
            if done.final:
                progress.advance(task)
                stuck += bool(done.error)
                graded += not done.error
                if tell:
                    tell()
            verdicts.update(verdict.outcome for verdict in done.verdicts)
            if as_json:
                click.echo(json.dumps(_line(done), ensure_ascii=False))
    return verdicts, stuck, graded


def _record(collector: Collector) -> None:
    waiting = collector.unrecorded()
    with bar(stderr) as progress:
        task = progress.add_task("record in nbgrader", total=sum(map(len, waiting.values())))
        for result in collector.record():
            progress.advance(task)
            if not result.ok:
                cause = result.error or result.feedback_error
                stderr.print(f"[yellow]{result.learner} {result.assignment}:[/yellow] {cause}")


def _line(done: Done) -> dict[str, object]:
    from grader.cli.report import verdict_json

    exercises: Iterable[object] = map(verdict_json, done.verdicts)
    return {
        "path": f"{done.attempt.course}/{done.attempt.arrival}",
        "learner": done.attempt.learner,
        "attempt": done.attempt.id,
        "submission": f"sha256:{done.attempt.blob}",
        "exercises": list(exercises),
        **({"error": {"code": "judge-error", "en": done.error}} if done.error else {}),
    }
