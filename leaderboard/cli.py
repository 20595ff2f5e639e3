"""``qskills publish``, ``qskills standings`` and ``qskills records``."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich import box
from rich.console import Console
from rich.table import Table as Grid

from grader.cli.main import Context, pass_context
from grader.errors import GraderError
from leaderboard.board import Board, LeaderboardError, scope_file
from leaderboard.present.overview import release_note
from leaderboard.present.standings import standings_table
from leaderboard.present.table import Table, plain
from leaderboard.present.texts import Texts

if TYPE_CHECKING:
    from leaderboard.tracks import Challenge

__all__ = ["publish", "records", "standings"]

_PRINTED = 6
"""Columns that a terminal shows: a line of text cannot draw the trend."""

_state = click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    help="State directory, if not given before the command.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.command(epilog="Example: qskills publish --state .qskills")
@_state
@_json
@pass_context
def publish(context: Context, state: Path | None, *, as_json: bool) -> None:
    """Make the board files from the results.

    One file per viewer scope is written below STATE/boards and put in place at once. Company
    figures change once a week; exercise boards and own results are as new as the results.
    """
    from leaderboard.publish import publish as publish_boards  # Qiskit stays out of `standings`

    folder = state or context.state.path
    try:
        done = publish_boards(folder, catalog=context.catalog())
    except LeaderboardError as error:
        raise GraderError(str(error)) from error
    if as_json:
        shown = {
            "build_id": done.build_id,
            "scopes": list(done.scopes),
            "submissions": done.submissions,
            "learners": done.learners,
            "period": done.period,
            "next_release_at": done.next_release_at.isoformat(),
        }
        click.echo(json.dumps(shown))
        return
    click.echo(
        f"Published {len(done.scopes)} board files in {folder / 'boards'}: "
        f"{done.submissions} verdicts of {done.learners} learners."
    )
    week = f"week {done.period}" if done.period else "none yet"
    click.echo(f"Company figures: {week}; next release {done.next_release_at:%Y-%m-%d %H:%M} UTC.")


@click.command(epilog="Example: qskills standings --lang ja")
@_state
@click.option("--lang", type=click.Choice(["en", "ja"]), default="en", show_default=True)
@_json
@pass_context
def standings(context: Context, state: Path | None, lang: str, *, as_json: bool) -> None:
    """Print how the member companies stand, as every member sees it."""
    try:
        board = Board.open(scope_file((state or context.state.path) / "boards", "member"))
        rows = [row for row in board.standings() if row["period"] == board.meta["period"]]
        texts = Texts.of(lang, board)
        table = standings_table(board, texts)
    except LeaderboardError as error:
        raise GraderError(str(error)) from error
    if as_json:
        shown = {
            "period": board.meta["period"],
            "as_of": int(board.meta["as_of"]),
            "next_release_at": int(board.meta["next_release_at"]),
            "companies": [_plain(dict(row)) for row in rows],
        }
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    click.echo(f"{board.meta[f'consortium_{lang}']}: {texts('overview.standings')}")
    if rows:
        _print(table)
    elif board.meta["company_standings"] == "0":
        click.echo(texts("overview.standings_off"))
    click.echo(release_note(board, texts))


@click.command(epilog="Example: qskills records --json")
@click.option("--lang", type=click.Choice(["en", "ja"]), default="en", show_default=True)
@_json
@pass_context
def records(context: Context, lang: str, *, as_json: bool) -> None:
    """Print the records of the open challenges: the cheapest verified circuit at each time.

    A company stands beside a handle only where the learner and the company agreed to it.
    """
    from leaderboard.sources import read_inputs  # Qiskit stays out of `standings`
    from leaderboard.tracks import challenges

    context.state.secret()  # the clear error of a folder that is no state directory
    inputs = read_inputs(context.state, context.catalog())
    found = challenges(inputs)
    if as_json:
        scales = {formula.id: formula.scale for formula in inputs.formulas}
        for one in found:
            click.echo(json.dumps(_challenge(one, scales[one.exercise.formula])))
        return
    decimals = {formula.id: (formula.scale, formula.decimals) for formula in inputs.formulas}
    grid = Grid(box=box.SIMPLE_HEAD)
    for title in ("challenge", "level", "cost", "since", "holder", "company"):
        grid.add_column(title, justify="right" if title == "cost" else "left")
    for one in found:
        scale, places = decimals[one.exercise.formula]
        name = one.exercise.title.ja if lang == "ja" else one.exercise.title.en
        if not one.records:
            grid.add_row(name, one.track.level, "-", "", "", "")
        for record in reversed(one.records):
            day = datetime.fromtimestamp(record.attained_at, UTC)
            company = record.company and (record.company.ja if lang == "ja" else record.company.en)
            cost = f"{record.cost / scale:.{places}f}"
            grid.add_row(name, one.track.level, cost, f"{day:%Y-%m-%d}", record.handle,
                         company or "")  # fmt: skip
            name = ""
    Console(width=110).print(grid)


def _challenge(one: "Challenge", scale: int) -> dict[str, Any]:
    exercise = one.exercise
    return {
        "challenge": exercise.id,
        "version": exercise.version,
        "level": one.track.level,
        "source": one.track.source,
        "formula": exercise.formula,
        "direction": exercise.direction,
        "records": [
            {
                "cost": record.cost / scale,
                "metrics": record.metrics,
                "handle": record.handle,
                "company": record.company and record.company.en,
                "attained_at": record.attained_at,
                "beaten_at": record.beaten_at,
                "judge": record.judge_version,
                "method": record.method,
                "verdict": record.result,
                "demo": record.demo,
            }
            for record in one.records
        ],
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    names = ("rank", "company_id", "name_en", "name_ja", "status", "median", "completion")
    return {name: row[name] for name in (*names, "coverage", "n_band", "as_of")}


def _print(table: Table) -> None:
    grid = Grid(box=box.SIMPLE_HEAD)
    for column in table.columns[:_PRINTED]:
        grid.add_column(column.title, justify="right" if column.number else "left", no_wrap=True)
    for row in table.rows:
        grid.add_row(*(plain(cell) for cell in row.cells[:_PRINTED]))
    Console(width=110).print(grid)
