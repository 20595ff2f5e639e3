"""A server of the pages for browser tests, and how tests look at a page."""

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, Page

from leaderboard.board import Board, scope_file
from leaderboard.scope import ALLOWED, Viewer
from leaderboard.server import command, health_url

_CONTEXTS: WeakKeyDictionary[Browser, dict[tuple[int, str], BrowserContext]] = WeakKeyDictionary()
OWN = "company-aoba-motors"
VIEWERS = ("public", "learner", OWN, "admin")
OPEN = [(page, viewer) for page in ALLOWED for viewer in VIEWERS if Viewer(viewer).may_open(page)]


@dataclass(frozen=True)
class Served:
    boards: Path
    port: int

    def board(self, scope: str) -> Board:
        return Board(scope_file(self.boards, scope))

    def address(self, page: str, viewer: str, language: str, more: str = "") -> str:
        path = "" if page == "overview" else page
        return f"http://127.0.0.1:{self.port}/{path}?lang={language}&viewer={viewer}{more}"


def serve(state: Path, learner: str = "", *, demo: bool = True) -> Iterator[Served]:
    """Serve the boards of a state directory until the caller is done."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (state / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command(state, port, demo=demo, learner=learner), stdout=log, stderr=log
        )
        try:
            _wait(health_url(port))
            yield Served(state / "boards", port)
        finally:
            server.terminate()
            server.wait(20)


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


def open_tab(chromium: Browser, width: int, theme: str = "light") -> Iterator[Page]:
    """Open a tab and close it again; it finds Streamlit's scripts of an earlier one and no more.

    Reading megabytes of scripts anew takes longer than a page of ours.
    """
    kept = _CONTEXTS.setdefault(chromium, {})
    if (width, theme) not in kept:
        kept[width, theme] = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme
        )
    context = kept[width, theme]
    context.clear_cookies()
    tab = context.new_page()
    try:
        yield tab
    finally:
        if tab.url.startswith("http"):
            tab.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        tab.close()


def visit(tab: Page, address: str) -> str:
    """Open an address, wait for the finished page and return its text."""
    tab.goto(address)
    settled(tab)
    return tab.inner_text("[data-testid=stMain]")


def settled(tab: Page) -> None:
    """Wait until the page at hand is finished."""
    tab.wait_for_selector(".qs-foot", timeout=60_000)
    tab.wait_for_selector("[data-test-script-state=notRunning]", timeout=60_000)


def chart_texts(tab: Page) -> list[str]:
    """What a screen reader is told of each chart."""
    charts = tab.locator("[data-testid=stVegaLiteChart][role=graphics-document]")
    charts.first.wait_for()
    return charts.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")


def sideways(tab: Page) -> list[int]:
    """How far the document and its main part can be scrolled sideways."""
    return tab.evaluate(
        "() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]"
        ".map(e => e.scrollWidth - e.clientWidth)"
    )
