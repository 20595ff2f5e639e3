"""`qskills grade`: notebooks, folders, answer scripts, or what has been collected."""

import json
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from grader.catalog import Catalog
from grader.cli.main import Context, pass_context, stderr
from grader.errors import NotebookInvalid, UsageError
from grader.submission import Submission
from grader.verdict import Outcome

__all__ = ["grade"]

_SUFFIXES = {".ipynb", ".py"}


@click.command(
    epilog="""\b
Examples:
  qskills grade submission.ipynb
  qskills grade --exercise bell-pair answer.py --json
  qskills grade handed-in/                     every notebook below a folder
  qskills grade --collected                    what arrived on the exchange; records and publishes
"""
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--exercise", "exercise_id", metavar="ID", help="The exercise that a script answers.")
@click.option("--collected", is_flag=True, help="Grade and record what learners have submitted.")
@click.option("--learner", metavar="ID", help="Record the files as attempts of this learner.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@click.option("--lang", type=click.Choice(["en", "ja"]), default="en", help="Language of reasons.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Submissions at a time (default: cores).")
@click.option("--allow-level", type=click.IntRange(0, 4), help="Accept this isolation level.")
@pass_context
@click.pass_context
def grade(
    ctx: click.Context,
    context: Context,
    paths: Sequence[Path],
    exercise_id: str | None,
    collected: bool,  # noqa: FBT001 - Click passes options by position of name
    learner: str | None,
    as_json: bool,  # noqa: FBT001
    lang: str,
    jobs: int | None,
    allow_level: int | None,
) -> None:
    """Grade PATHS in the sandbox and print verdicts.

    Loose files are judged and printed, not recorded. With --learner, or --collected, they become
    attempts: recorded in the results store and in nbgrader, and published.
    """
    if collected == bool(paths):
        raise click.UsageError("give PATHS, or --collected for what learners have submitted")
    if learner is not None and collected:
        raise click.UsageError("--learner goes with PATHS; --collected knows the learners")
    if collected or learner is not None:
        from grader.cli.collect import grade_collected, grade_for

        if learner is not None:
            code = grade_for(context, learner, list(_files(paths)), jobs=jobs, level=allow_level)
        else:
            code = grade_collected(context, as_json=as_json, jobs=jobs, level=allow_level)
        ctx.exit(code)
    ctx.exit(_loose(context, paths, exercise_id, as_json, lang, allow_level))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)
            if not found:
                raise UsageError(f"{path}: no notebook (.ipynb) in this folder")
            yield from found
        elif not path.exists():
            raise UsageError(f"{path}: no such file")
        elif path.suffix not in _SUFFIXES:
            raise UsageError(f"{path}: not a notebook (.ipynb) or an answer script (.py)")
        else:
            yield path


def _loose(
    context: Context,
    paths: Sequence[Path],
    exercise_id: str | None,
    as_json: bool,  # noqa: FBT001
    language: str,
    level: int | None,
) -> int:
    from grader.cli.report import as_json as report
    from grader.cli.report import as_table, clean, error_json
    from grader.pipeline import Grader
    from grader.sandbox.policy import Policy

    catalog = context.catalog()
    secret = context.state.secret() if context.state.exists() else secrets.token_bytes(32)
    policy = Policy() if level is None else Policy(min_level=level)
    console = Console(highlight=False)
    files = list(_files(paths))
    worst = 0
    with Grader(catalog, secret, policy) as grader:
        for path in files:
            try:
                submission = _submission(path, exercise_id, catalog)
                graded = grader.grade(submission)
            except NotebookInvalid as error:
                worst = max(worst, 1)
                if as_json:
                    line = error_json(str(path), error.code, error.en, error.ja)
                    console.out(json.dumps(line, ensure_ascii=False))
                else:
                    text = error.ja if language == "ja" else error.en
                    stderr.print(f"[red]{escape(clean(f'{path}: {text}'))}[/red]")
                continue
            if any(v.outcome is Outcome.JUDGE_ERROR for v in graded.verdicts):
                worst = 3
            elif any(not v.accepted for v in graded.verdicts):
                worst = max(worst, 1)
            if as_json:
                line = report(graded, submission.digest)
                console.out(json.dumps({"path": str(path), **line} if len(files) > 1 else line,
                                       ensure_ascii=False))  # fmt: skip
            else:
                console.print(as_table(str(path), graded.verdicts, language))
    return worst


def _submission(path: Path, exercise_id: str | None, catalog: Catalog) -> Submission:
    from grader.notebook import MAX_NOTEBOOK_MIB, read_notebook
    from grader.planning import exercises_in

    with path.open("rb") as file:
        data = file.read((MAX_NOTEBOOK_MIB << 20) + 1)
    if path.suffix == ".py":
        if exercise_id is None:
            raise UsageError(f"{path}: say which exercise the script answers: --exercise ID")
        return Submission(data=data, exercises=(exercise_id,), script=True)
    notebook = read_notebook(data)
    found = exercises_in(notebook, catalog) if exercise_id is None else (exercise_id,)
    return Submission(data=data, exercises=found)
