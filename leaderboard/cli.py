"""``qskills publish`` and ``qskills standings``."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from grader.catalog import Catalog
from grader.errors import GraderError
from leaderboard.board import Board, LeaderboardError, scope_file
from leaderboard.present.figures import latest_standings
from leaderboard.present.texts import Texts
from leaderboard.publish import publish as publish_boards

__all__ = ["publish", "standings"]

_state = click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".qskills"),
    show_default=True,
    help="State directory.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


class _Failed(click.ClickException):
    """An error of ours, told in its own words."""

    def __init__(self, error: GraderError | LeaderboardError) -> None:
        super().__init__(str(error))
        self.exit_code = error.exit_code


def _told[**P, R](run: Callable[P, R]) -> Callable[P, R]:
    return run


@click.command(epilog="Example: qskills publish --state .qskills")
@_state
@click.option(
    "--content",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with exercises/ and courses/; this checkout if left out.",
)
@_json
def publish(state: Path, content: Path | None, *, as_json: bool) -> None:
    """Make the board files from the results.

    One file per viewer scope is written below STATE/boards and put in place at once. Company
    figures change once a week; exercise boards and own results are as new as the results.
    """
    try:
        done = publish_boards(state, catalog=Catalog(content) if content else None)
    except (GraderError, LeaderboardError) as error:
        raise _Failed(error) from error
    if as_json:
        click.echo(
            json.dumps(
                {
                    "build_id": done.build_id,
                    "scopes": list(done.scopes),
                    "submissions": done.submissions,
                    "learners": done.learners,
                    "period": done.period,
                    "next_release_at": done.next_release_at.isoformat(),
                }
            )
        )
        return
    click.echo(
        f"Published {len(done.scopes)} board files in {state / 'boards'}: "
        f"{done.submissions} verdicts of {done.learners} learners."
    )
    week = f"week {done.period}" if done.period else "none yet"
    click.echo(f"Company figures: {week}; next release {done.next_release_at:%Y-%m-%d %H:%M} UTC.")


@click.command(epilog="Example: qskills standings --lang ja")
@_state
@click.option("--lang", type=click.Choice(["en", "ja"]), default="en", show_default=True)
@_json
def standings(state: Path, lang: str, *, as_json: bool) -> None:
    """Print how the member companies stand, as every member sees it."""
    try:
        board = Board.open(scope_file(state / "boards", "member"))
        texts = Texts.load(lang)
        table = latest_standings(board, texts)
    except LeaderboardError as error:
        raise _Failed(error) from error
    if as_json:
        click.echo(json.dumps(_plain(board, table), ensure_ascii=False))
        return
    _print(board, texts, table)
