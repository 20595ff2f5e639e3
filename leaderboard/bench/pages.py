"""Time the pages of a running server: alone, cached and not, and for many viewers at once."""

import math
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.jupyter.serve import free_port
from leaderboard.bench.viewer import Visit, together, visit
from leaderboard.scope import ALLOWED, Viewer
from leaderboard.server import command, health_url

__all__ = ["PageTime", "Together", "bare", "page_times", "serving", "viewers_at_once"]

_BARE = """
import altair as alt, pandas as pd, streamlit as st
st.title("Bare")
frame = pd.DataFrame({"x": range(20), "y": range(20)})
st.altair_chart(alt.Chart(frame).mark_line().encode(x="x", y="y"))
"""
_REPEATS = 5


@dataclass(frozen=True, slots=True)
class PageTime:
    """Server time of one page for one viewer, seconds: the first time, and the median after."""

    page: str
    viewer: str
    first: float
    again: float
    kib: float
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Many viewers at once: how long they waited for their pages, and who got none."""

    viewers: int
    median: float
    slowest: float
    errors: int


@contextmanager
def serving(order: list[str], port: int) -> Iterator[int]:
    """Run a server until the block ends; yield its port.

    Raises:
        TimeoutError: If it does not come up within a minute.
    """
    with subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            _wait(health_url(port))
            yield port
        finally:
            process.terminate()


def _wait(url: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own server
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"no server came up at {url}")


@contextmanager
def boards(state: Path, learner: str) -> Iterator[int]:
    """Serve the boards of a state directory in demo mode."""
    port = free_port()
    with serving(command(state, port, demo=True, learner=learner), port):
        yield port


@contextmanager
def bare(folder: Path) -> Iterator[int]:
    """Serve a page with a title and one chart, to compare with."""
    page, port = folder / "bare.py", free_port()
    page.write_text(_BARE, encoding="utf-8")
    flags = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    flags += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with serving([sys.executable, "-m", "streamlit", "run", str(page), *flags], port):
        yield port


def page_times(port: int, viewers: list[str]) -> Iterator[PageTime]:
    """Yield the server time of every page for every viewer to whom it is open.

    The first time of a page is measured before any other viewer of that kind had it.
    """
    visit(port, "", "lang=en&viewer=public")  # what every process imports once
    for code in viewers:
        for page, query in queries(code):
            seen: Visit = visit(port, page, query, 1 + _REPEATS)
            if not seen.seconds:
                seen.seconds = [float("nan")]
            first, *again = seen.seconds
            yield PageTime(
                page or "overview", code, first, statistics.median(again or [first]),
                seen.bytes / 1024 / len(seen.seconds), tuple(seen.errors),
            )  # fmt: skip


def queries(code: str) -> Iterator[tuple[str, str]]:
    """Yield page and query of every page that is open to a viewer of the demo."""
    for page in ALLOWED:
        if Viewer(code).may_open(page):
            yield ("" if page == "overview" else page), f"lang=en&viewer={code}"


def viewers_at_once(port: int, viewers: list[str], count: int) -> Together:
    """Let many viewers open pages at the same time, each three times."""
    asked = [pair for code in viewers for pair in queries(code)]
    seen = together(port, [asked[n % len(asked)] for n in range(count)], times=3)
    times = [seconds for one in seen for seconds in one.seconds]
    return Together(
        viewers=count,
        median=statistics.median(times or [math.nan]),
        slowest=max(times, default=math.nan),
        errors=sum(bool(one.errors) for one in seen),
    )
