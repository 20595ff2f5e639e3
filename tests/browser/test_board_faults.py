"""A board that is missing, damaged, old or half written, in a page that stays open.

Every fault has a page that tells the viewer what happened and the operator what to run; once the
file is good again the same page shows it, without a restart and without being reloaded.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from grader.verdict import Outcome
from leaderboard.board import scope_file
from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.publish import publish
from tests.browser.board_server import Served, serve, visit
from tests.leaderboard.consortium_state import NOW, YOU, ConsortiumState
from tests.leaderboard.shared import copy_of

pytestmark = pytest.mark.browser

SOON_MS = 20_000
"""Within which an open page shows what was put in place: five seconds by the issue, of which two
are the longest wait for the next look; the rest allows for a machine that is busy with tests."""


@pytest.fixture(scope="module")
def changing(published, tmp_path_factory: pytest.TempPathFactory) -> ConsortiumState:
    return copy_of(published, tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="module")
def served(changing: ConsortiumState) -> Iterator[Served]:
    yield from serve(changing.state.path, learner=YOU)


def missing(path: Path) -> None:
    path.unlink()


def unreadable(path: Path) -> None:
    replace(path, b"this is no database" * 200)


def half_written(path: Path) -> None:
    whole = path.read_bytes()
    replace(path, whole[: len(whole) // 2])


def older(path: Path) -> None:
    copy = path.with_suffix(".copy")
    shutil.copyfile(path, copy)
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")
    os.replace(copy, path)


def replace(path: Path, data: bytes) -> None:
    copy = path.with_suffix(".copy")
    copy.write_bytes(data)
    os.replace(copy, path)


def heading(tab) -> str:
    tab.wait_for_selector("h1", timeout=60_000)
    tab.wait_for_selector("[data-test-script-state=notRunning]", timeout=60_000)
    return tab.locator("h1").inner_text()


@pytest.mark.parametrize("fault", [missing, unreadable, half_written, older])
@pytest.mark.parametrize(
    ("scope", "viewer", "language"), [("public", "public", "en"), ("people", "learner", "ja")]
)
def test_an_open_page_says_what_is_wrong_and_comes_back_by_itself(
    tab, served, fault: Callable[[Path], None], scope, viewer, language
):
    path, texts = scope_file(served.boards, scope), catalogue(language)
    good = path.read_bytes()
    standby = path.with_suffix(".prev")
    kept = standby.read_bytes() if standby.exists() else None
    standby.unlink(missing_ok=True)
    visit(tab, served.address("overview", viewer, language))
    assert heading(tab) == texts["overview.title"]
    try:
        fault(path)
        title = texts["notice.missing_title" if fault is missing else "notice.broken_title"]
        tab.get_by_role("heading", name=title).wait_for(timeout=SOON_MS)
        shown = tab.inner_text("[data-testid=stMain]")
        assert "qskills publish" in shown
        assert texts["notice.operator"] in shown
        assert "Traceback" not in shown
        assert str(served.boards) not in shown
    finally:
        replace(path, good)
        if kept is not None:
            standby.write_bytes(kept)
    tab.get_by_role("heading", name=texts["overview.title"]).wait_for(timeout=SOON_MS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_build_leaves_scroll_position_expanders_and_choices_as_they_were(
    tab, served, changing, language
):
    visit(tab, served.address("overview", "learner", language))
    words = catalogue(language)["app.show_table"]
    tab.locator("details > summary", has_text=words).first.click()
    tab.locator("details[open] .qs-table").first.wait_for()
    main = tab.locator("[data-testid=stMain]")
    main.evaluate("e => e.scrollTo(0, 700)")
    build = tab.locator(".qs-foot").inner_text()
    at = NOW + timedelta(hours=1 + LANGUAGES.index(language))
    changing.submit(YOU, "toffoli-6cx", Outcome.ACCEPTED, at=at, cost=71)
    publish(changing.state.path, catalog=changing.catalog, now=at)
    tab.wait_for_function(
        "old => document.querySelector('.qs-foot').innerText !== old",
        arg=build, timeout=SOON_MS,
    )  # fmt: skip
    tab.wait_for_selector("[data-test-script-state=notRunning]")
    assert tab.locator("details[open] .qs-table").count() >= 1
    assert abs(main.evaluate("e => e.scrollTop") - 700) < 40
