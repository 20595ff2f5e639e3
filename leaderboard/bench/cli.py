"""``qskills bench --board``: carry out the measurements and show them."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from grader.bench.crowd import Crowd
from grader.cli.main import stderr
from grader.cli.progress import bar
from leaderboard.bench.pages import PageTime, bare, boards, page_times, viewers_at_once
from leaderboard.bench.paint import chromium, first_paint
from leaderboard.bench.publishing import Published, publishing

__all__ = ["board"]

_VIEWERS = ["public", "learner", "company-load-01", "admin"]
_GOALS = {"seconds": 10.0, "peak_mib": 1024.0, "first": 1.0, "again": 0.3, "paint": 3.0}


def board(learners: int, results: int, viewers: int, *, as_json: bool) -> None:
    """Make a crowd of its own, publish it, serve it, and print what that took.

    Args:
        learners: Of the crowd.
        results: Of the crowd.
        viewers: How many look at the same time.
        as_json: Print one JSON object.
    """
    crowd = Crowd(learners=learners, results=results)
    report: dict[str, Any] = {"crowd": asdict(crowd)}
    with tempfile.TemporaryDirectory(prefix="qskills-bench-") as name, bar(stderr) as progress:
        folder = Path(name)
        task = progress.add_task("bench board: results", total=results)
        published = []
        for one in publishing(
            folder / "state", crowd, lambda n: progress.update(task, completed=n)
        ):
            published.append(one)
            progress.update(task, description=f"bench board: {one.name}")
        progress.update(task, description="bench board: pages")
        with boards(folder / "state", "l-000001") as port:
            pages = list(page_times(port, _VIEWERS))
            report["together"] = asdict(viewers_at_once(port, _VIEWERS, viewers))
            progress.update(task, description="bench board: Chromium")
            report["paint"] = _paint(port, folder)
    report |= {"publish": [asdict(one) for one in published], "pages": [asdict(p) for p in pages]}
    if as_json:
        click.echo(json.dumps(report))
    else:
        _show(published, pages, report, scale=results / Crowd().results)


def _paint(port: int, folder: Path) -> dict[str, float] | None:
    with chromium() as browser:
        if browser is None:
            return None
        address = f"http://127.0.0.1:{port}/?lang=en&viewer=company-load-01"
        ours = first_paint(browser, address, "[data-testid=stMain] table")
        with bare(folder) as other:
            first_paint(browser, f"http://127.0.0.1:{other}/", "h1", times=1)
            theirs = first_paint(
                browser, f"http://127.0.0.1:{other}/", "[data-testid=stVegaLiteChart] svg"
            )
    return {"seconds": ours, "bare": theirs, "ratio": ours / theirs}


def _show(
    published: Sequence[Published],
    pages: Sequence[PageTime],
    report: dict[str, Any],
    *,
    scale: float,
) -> None:
    console = Console(highlight=False)
    crowd = report["crowd"]
    title = f"{crowd['results']:,} results of {crowd['learners']:,} learners"
    grid = Table("publish", "seconds", "goal", "peak MiB", "boards MiB",
                 title=title, title_justify="left")  # fmt: skip
    goal = _GOALS["seconds"] * max(1.0, scale)
    for one in published:
        grid.add_row(one.name, _judged(one.seconds, goal), f"{goal:g}",
                     _judged(one.peak_mib, _GOALS["peak_mib"], 0), f"{one.mib:.0f}")  # fmt: skip
    console.print(grid)
    times = Table("page", "viewer", "first, s", "again, s", "KiB", "errors", title_justify="left",
                  title="Server time of a page (goals: 1 s, then 0.3 s)")  # fmt: skip
    for page in pages:
        times.add_row(page.page, page.viewer, _judged(page.first, _GOALS["first"]),
                      _judged(page.again, _GOALS["again"]), f"{page.kib:.0f}",
                      str(len(page.errors)))  # fmt: skip
    console.print(times)
    crowd_of = report["together"]
    console.print(
        f"{crowd_of['viewers']} viewers at once: median {crowd_of['median']:.2f} s, slowest "
        f"{crowd_of['slowest']:.2f} s, {crowd_of['errors']} without their page"
    )
    paint = report["paint"]
    if paint is None:
        console.print("Chromium or Playwright is not installed: no time to the first paint")
    else:
        console.print(
            f"Chromium, first paint: {_judged(paint['seconds'], _GOALS['paint'])} s (goal 3 s), "
            f"{paint['ratio']:.1f} times a bare page with one chart ({paint['bare']:.2f} s)"
        )


def _judged(value: float, goal: float, places: int = 2) -> str:
    text = f"{value:.{places}f}"
    return text if value <= goal else f"[red]{text}[/red]"
