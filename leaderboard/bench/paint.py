"""How long a person waits in Chromium for the first page that says something."""

import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["chromium", "first_paint"]

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def chromium() -> Iterator["Browser | None"]:
    """Start Chromium; yield ``None`` where it or Playwright is not installed."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None or find_spec("playwright") is None:
        yield None
        return
    from playwright.sync_api import sync_playwright  # for developers only

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


def first_paint(browser: "Browser", address: str, wait_for: str, times: int = 10) -> float:
    """Return the median time until an element is seen, in a fresh browser profile each time.

    Args:
        browser: A running Chromium.
        address: Of the page.
        wait_for: CSS selector of what says something: a heading, a table or a chart.
        times: How often.
    """
    seconds = []
    for _ in range(times):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(wait_for).first.wait_for(state="visible", timeout=60_000)
        seconds.append(time.perf_counter() - begun)
        context.close()
    return statistics.median(seconds)
