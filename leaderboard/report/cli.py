"""``qskills report``."""

import json
import logging
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from grader.cli.main import Context, pass_context, stderr
from grader.errors import GraderError, UsageError
from leaderboard.board import LeaderboardError
from leaderboard.messages import LANGUAGES
from leaderboard.report import making

__all__ = ["report"]

_SELDOM = 1
"""Reports up to which no bar is shown."""


class _Formats(click.ParamType[tuple[str, ...]]):
    """Names of formats with commas between them."""

    name = "html,pdf"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        names = tuple(dict.fromkeys(part.strip() for part in str(value).split(",")))
        unknown = [name for name in names if name not in making.FORMATS]
        if unknown:
            self.fail(f"there is no format {unknown[0]!r}; there are html and pdf", param, ctx)
        return names


@click.command(
    epilog="""\b
Examples:
  qskills report aoba-motors                  the last released week, both languages
  qskills report --consortium --lang ja       the consortium's, in Japanese
  qskills report --all --out weekly           every company's, and the consortium's
  qskills report aoba-motors --week 2026-W45 --format pdf
"""
)
@click.argument("company", required=False, default="")
@click.option("--consortium", is_flag=True, help="The consortium's, from what every member sees.")
@click.option("--all", "everything", is_flag=True, help="The consortium's and every company's.")
@click.option(
    "--week",
    default="",
    metavar="WEEK",
    help="A released week, like 2026-W46.  [default: the last]",
)
@click.option("--lang", type=click.Choice([*LANGUAGES, "both"]), default="both", show_default=True)
@click.option(
    "--format",
    "formats",
    type=_Formats(),
    default="html,pdf",
    show_default=True,
    help="html, pdf, or both with a comma.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files.  [default: STATE/reports]",
)
@click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    help="State directory, if not given before the command.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_context
def report(
    context: Context,
    company: str,
    week: str,
    lang: str,
    formats: tuple[str, ...],
    out: Path | None,
    state: Path | None,
    *,
    consortium: bool,
    everything: bool,
    as_json: bool,
) -> None:
    """Write the weekly report of COMPANY (its id) or of the consortium.

    Each report is one HTML file and one PDF file per language. They hold everything they show and
    load nothing. A company's report is made from the board that its own viewers see, so whatever is
    withheld from them is not in it; no report names a person. Files are readable by you alone.
    """  # fmt: skip
    if bool(company) + consortium + everything != 1:
        raise UsageError("name one company, or say --consortium or --all; see `qskills report -h`")
    folder = state or context.state.path
    boards, target = folder / "boards", out or folder / "reports"
    languages = LANGUAGES if lang == "both" else (lang,)
    wanted = ("", *making.companies(boards)) if everything else (company,)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=stderr,
        transient=True, disable=len(wanted) <= _SELDOM or not stderr.is_terminal,
    )  # fmt: skip
    made: list[making.Made] = []
    try:
        making.ready(formats, languages)
        with bar:
            task = bar.add_task("Reports", total=len(wanted) * len(languages) * len(formats))
            for one in wanted:
                bar.update(task, description=one or "consortium")
                board = making.open_board(boards, one, week)
                for file in making.make(board, one, languages, formats, target):
                    made.append(file)
                    bar.advance(task)
    except LeaderboardError as error:
        if error.exit_code == UsageError.exit_code:
            raise UsageError(str(error)) from error
        raise GraderError(str(error)) from error
    _tell(made, target, as_json=as_json)


def _tell(made: list[making.Made], target: Path, *, as_json: bool) -> None:
    if as_json:
        files = [
            {
                "scope": one.company or "consortium",
                "language": one.language,
                "format": one.format,
                "path": str(one.path),
                "bytes": one.path.stat().st_size,
                "build_id": one.build_id,
            }
            for one in made
        ]
        click.echo(json.dumps({"week": made[0].week, "files": files}, ensure_ascii=False))
        return
    console = Console(highlight=False, soft_wrap=True)
    for one in made:
        console.print(str(one.path), markup=False)
    count = "1 file" if len(made) == 1 else f"{len(made)} files"
    console.print(f"{count} of week {made[0].week} in {target}", markup=False)
