"""The one way in which the browser tests start Chromium."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser.board_server import Served, open_tab, serve
from tests.leaderboard.consortium_state import YOU, ConsortiumState
from tests.leaderboard.shared import (  # noqa: F401 - fixtures
    challenged,
    made,
    made_once,
    published,
    used,
)

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium():
    path = next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "Chromium is missing: apt-get install chromium fonts-noto-cjk"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(published: ConsortiumState) -> Iterator[Served]:  # noqa: F811
    """A server of the published consortium for all tests that only look."""
    yield from serve(published.state.path, learner=YOU)


@pytest.fixture(params=[1280, 390])
def sized(chromium, request) -> Iterator[Page]:
    """A tab as wide as a desk's screen, then as a phone's."""
    yield from open_tab(chromium, request.param)


@pytest.fixture
def tab(chromium) -> Iterator[Page]:
    yield from open_tab(chromium, 1280)
