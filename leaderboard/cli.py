"""``qskills publish``, ``qskills standings`` and ``qskills records``."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table as Grid

from grader.cli.main import Context, pass_context
from grader.errors import GraderError
from leaderboard.board import Board, LeaderboardError, Row, scope_file
from leaderboard.history import kept, pinned
from leaderboard.present.overview import release_note
from leaderboard.present.records import Challenge, challenges
from leaderboard.present.standings import standings_table
from leaderboard.present.table import Spark, Table, plain
from leaderboard.present.texts import Texts

__all__ = ["publish", "records", "standings"]

_state = click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    help="State directory, if not given before the command.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON; lists: an object a line.")


@click.command(
    epilog="""\b
Examples:
  qskills publish                                  renew the boards
  qskills publish --list                           builds that are kept
  qskills publish --back 20261122T030000-1a2b3c4d  go back to one of them
"""
)
@_state
@click.option("--list", "listed", is_flag=True, help="Show the builds that are kept instead.")
@click.option("--back", metavar="BUILD", help="Go back to a kept build, and stay there until the "
              "next `qskills publish`.")  # fmt: skip
@click.option("--full", is_flag=True, help="Count all results anew before, not the new ones only.")
@_json
@pass_context
def publish(
    context: Context,
    state: Path | None,
    back: str | None,
    *,
    listed: bool,
    full: bool,
    as_json: bool,
) -> None:
    """Make the board files from the results.

    One file per viewer scope is written below STATE/boards and put in place at once. Company
    figures change once a week; exercise boards and own results are as new as the results.
    """
    from leaderboard import publish as publishing  # Qiskit stays out of `standings`

    folder = state or context.state.path
    try:
        if listed:
            _list(folder, as_json=as_json)
            return
        if back:
            one = publishing.back(folder, back)
            click.echo(f"Went back to {one.build_id}. Grading no longer renews the boards; "
                       "`qskills publish` does.")  # fmt: skip
            return
        done = publishing.publish(folder, catalog=context.catalog(), full=full)
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
            "waiting_since": done.waiting_since and done.waiting_since.isoformat(),
        }
        click.echo(json.dumps(shown))
        return
    click.echo(
        f"Published {len(done.scopes)} board files in {folder / 'boards'}: "
        f"{done.submissions} verdicts of {done.learners} learners."
    )
    week = f"week {done.period}" if done.period else "none yet"
    click.echo(f"Company figures: {week}; next release {done.next_release_at:%Y-%m-%d %H:%M} UTC.")
    if done.waiting_since:
        click.echo(
            f"No week since {done.waiting_since:%Y-%m-%d} is released: an attempt of then waits "
            "for its verdict; see `qskills queue list`.",
            err=True,
        )


def _list(folder: Path, *, as_json: bool) -> None:
    boards = folder / "boards"
    at = pinned(boards)
    grid = Grid(box=box.SIMPLE_HEAD)
    for title in ("build", "published at", "data of", ""):
        grid.add_column(title, no_wrap=True)
    for one in kept(boards):
        if as_json:
            row = {"build_id": one.build_id, "built_at": one.built_at, "as_of": one.as_of}
            click.echo(json.dumps({**row, "pinned": one.build_id == at}))
        times = [f"{datetime.fromtimestamp(t, UTC):%Y-%m-%d %H:%M} UTC"
                 for t in (one.built_at, one.as_of)]  # fmt: skip
        grid.add_row(one.build_id, *times, "shown" if one.build_id == at else "")
    if not as_json:
        Console(width=110).print(grid if grid.rows else "No build is kept yet.")


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
@_state
@click.option("--lang", type=click.Choice(["en", "ja"]), default="en", show_default=True)
@_json
@pass_context
def records(context: Context, state: Path | None, lang: str, *, as_json: bool) -> None:
    """Print the records of the open challenges: the cheapest verified circuit at each time.

    They are those of the published boards, as every member sees them. A company stands beside a
    handle only where the learner and the company agreed to it.
    """
    try:
        board = Board.open(scope_file((state or context.state.path) / "boards", "member"))
        texts = Texts.of(lang, board)
        found, companies = challenges(board), board.companies()
    except LeaderboardError as error:
        raise GraderError(str(error)) from error
    if as_json:
        for one in found:
            click.echo(json.dumps(_challenge(one, companies), ensure_ascii=False))
        return
    grid = Grid(box=box.SIMPLE_HEAD)
    for key in ("challenge", "level", "record", "since", "holder", "company"):
        title = texts(f"column.{key}" if key in ("level", "company") else f"records.{key}")
        grid.add_column(title, justify="right" if key == "record" else "left")
    for one in found:
        name = texts.name(one.exercise, "title")
        level = texts.known("track", one.exercise["track"])
        if not one.records:
            grid.add_row(name, level, texts("app.none"), "", texts("records.nobody"), "")
        for record in reversed(one.records):
            company = companies.get(record["company_id"] or "")
            grid.add_row(
                name,
                level,
                texts.cost(record["cost"], one.exercise),
                texts.date(record["attained_at"]),
                record["handle"],
                texts.name(company) if company else "",
            )
            name = level = ""
    Console(width=120).print(grid)


def _challenge(one: Challenge, companies: Mapping[str, Row]) -> dict[str, Any]:
    exercise = one.exercise
    return {
        "challenge": one.id,
        "version": exercise["version"],
        "level": exercise["track"],
        "source": exercise["source"],
        "formula": exercise["formula_id"],
        "direction": exercise["direction"],
        "records": [
            {
                "cost": record["cost"] / exercise["scale"],
                "metrics": record["metrics"],
                "handle": record["handle"],
                "company": record["company_id"] and companies[record["company_id"]]["name_en"],
                "attained_at": record["attained_at"],
                "beaten_at": record["beaten_at"],
                "judge": record["judge_version"],
                "method": record["method"],
                "verdict": record["result_id"],
                "demo": bool(record["demo"]),
            }
            for record in one.records
        ],
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    names = ("rank", "company_id", "name_en", "name_ja", "status", "median", "completion")
    return {name: row[name] for name in (*names, "coverage", "n_band", "as_of")}


def _print(table: Table) -> None:
    # A line of text cannot draw the trend, nor hold what stands behind it.
    drawn = [n for row in table.rows for n, c in enumerate(row.cells) if isinstance(c, Spark)]
    printed = min(drawn, default=len(table.columns))
    grid = Grid(box=box.SIMPLE_HEAD)
    for column in table.columns[:printed]:
        grid.add_column(
            column.title,
            justify="right" if column.number else "left",
            no_wrap=not column.wide,  # only a name may be broken: no figure is left out for it
            overflow="fold",
        )
    for row in table.rows:
        grid.add_row(*(plain(cell) for cell in row.cells[:printed]))
    Console(width=110).print(grid)
