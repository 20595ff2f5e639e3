"""`qskills verify --mutants`: break accepted submissions and see whether the judge notices."""

import json
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from grader.catalog import Catalog
from grader.cli.main import stderr
from grader.cli.progress import bar
from grader.errors import GraderError
from grader.exercise import Exercise, OwnSubmission
from grader.mutation.campaign import Mutant, mutants_of, subjects
from grader.mutation.record import entry_of, is_current, read_record, write_record
from grader.pipeline import Grader
from grader.scaleout.local import LocalPool
from grader.verdict import Outcome

__all__ = ["verify_mutants"]

Item = tuple[Exercise, OwnSubmission]


def verify_mutants(
    catalog: Catalog,
    wanted: Sequence[str],
    *,
    record: Path | None,
    changed: bool,
    as_json: bool,
    jobs: int | None,
) -> int:
    """Run the campaigns and print what they found; return the exit code.

    Args:
        catalog: The exercises.
        wanted: Ids; empty: all.
        record: List of checked campaigns, which is brought up to date.
        changed: Skip exercises that the list holds as they stand.
        as_json: One JSON object a mutant that needs a look.
        jobs: Submissions at a time.
    """
    exercises = [catalog.exercise(name) for name in wanted or catalog.exercise_ids()]
    if changed and record is not None:
        known = read_record(record)
        exercises = [exercise for exercise in exercises if not is_current(known, exercise)]
    found: dict[str, list[Mutant]] = {exercise.id: [] for exercise in exercises}
    todo = [(exercise, own) for exercise in exercises for own in subjects(exercise)]
    console = Console(highlight=False)
    failed = 0
    with bar(stderr) as progress:
        task = progress.add_task("mutants", total=len(todo))
        for (exercise, own), result in _campaigns(catalog, todo, jobs):
            progress.advance(task)
            if isinstance(result, GraderError):
                failed += 1
                stderr.print(f"[red]{exercise.id}/{own.name}:[/red] {escape(str(result))}")
                continue
            found[exercise.id] += result
            for mutant in result:
                if not mutant.ok:
                    _tell(console, exercise, mutant, as_json=as_json)
    if record is not None and not failed:
        done = {exercise.id: entry_of(exercise, found[exercise.id]) for exercise in exercises}
        write_record(record, done)
    if not as_json:
        _summary(console, found)
    unexplained = sum(not mutant.ok for mutants in found.values() for mutant in mutants)
    return 1 if unexplained or failed else 0


def _campaigns(
    catalog: Catalog, todo: Sequence[Item], jobs: int | None
) -> Iterator[tuple[Item, list[Mutant] | GraderError]]:
    def work(item: Item, grader: Grader) -> list[Mutant]:
        return list(mutants_of(*item, grader))

    secret = secrets.token_bytes(32)
    pool: LocalPool[Item]
    with LocalPool(lambda: Grader(catalog, secret), jobs) as pool:
        yield from pool.work_all(todo, work)


def _tell(console: Console, exercise: Exercise, mutant: Mutant, *, as_json: bool) -> None:
    if as_json:
        line = {
            "exercise": exercise.id,
            "submission": mutant.submission,
            "change": mutant.change,
            "verdict": str(mutant.outcome),
            "doubted": mutant.doubted,
        }
        console.out(json.dumps(line, ensure_ascii=False))
        return
    what = "refused although right" if mutant.doubted else f"{mutant.outcome}, not explained"
    place = f"{exercise.id}/{mutant.submission}"
    stderr.print(f"[red]{place}[/red]: {escape(mutant.change)}: {what}")


def _summary(console: Console, found: dict[str, list[Mutant]]) -> None:
    if not found:
        console.print("every exercise was checked as it stands")
    for name, mutants in found.items():
        survivors = sum(mutant.outcome is Outcome.ACCEPTED for mutant in mutants)
        bad = sum(not mutant.ok for mutant in mutants)
        mark = "[red]FAIL[/red]" if bad else "[green]ok[/green]  "
        rest = f"{bad} to explain" if bad else "each explained"
        console.print(f"{mark} {name}: {len(mutants)} mutants, {survivors} accepted, {rest}")
