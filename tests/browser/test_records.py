"""Records, choosers and downloads in a real Chromium, against the board files."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pyarrow import parquet

from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.present.texts import Texts
from tests.browser.board_server import Served, chart_texts, serve, sideways, visit
from tests.leaderboard.challenged import CAUSE, CHALLENGES
from tests.leaderboard.consortium_state import YOU

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(challenged) -> Iterator[Served]:
    yield from serve(challenged.state.path, learner=YOU)


def saved(tab: Page, name: str, ending: str, language: str) -> Path:
    """Ask for a file of a table and return where it is."""
    button = tab.locator(f".st-key-download-{name}-{ending}").get_by_role("button")
    if not button.is_visible():
        tab.locator(f".st-key-download-{name} button").first.click()
    with tab.expect_download() as download:
        tab.get_by_role("button", name=catalogue(language)[f"download.{ending}"]).click()
    assert download.value.suggested_filename.endswith(f".{ending}")
    return Path(download.value.path())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_download_holds_exactly_what_the_table_shows(tab, served, language):
    visit(tab, served.address("exercise", "learner", language, "&ex=toffoli-6cx"))
    region = tab.get_by_role("region", name=catalogue(language)["exercise.board"], exact=True)
    shown = [
        [cell.strip().split("\n")[0] for cell in row.locator("td").all_inner_texts()]
        for row in region.locator("tbody tr:not(.qs-row-gap)").all()
    ]
    data = saved(tab, "board-toffoli-6cx", "csv", language).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    width = len(shown[0])
    assert head[:width] == region.locator("th").all_inner_texts()
    assert head[-1] == "suppressed"
    assert [row[:width] for row in rows] == [["" if c == "–" else c for c in r] for r in shown]

    made = parquet.read_table(saved(tab, "board-toffoli-6cx", "parquet", language)).to_pylist()
    texts, board = Texts(language), served.board("member")
    ranked = [row for row in made if row[texts("column.rank")] is not None]
    entries = board.entries("toffoli-6cx")
    assert [(row[texts("column.rank")], row[texts("column.handle")]) for row in ranked[:-1]] == [
        (entry["rank"], entry["handle"]) for entry in entries
    ]
    assert "qubit-c0ffee" in ranked[-1][texts("column.handle")]

    said = json.loads(saved(tab, "board-toffoli-6cx", "json", language).read_bytes())
    assert (said["build_id"], said["scope"]) == (board.build_id, "member")
    assert (said["language"], said["own_rows"]) == (language, True)
    assert said["rows"] == len(rows)


def test_a_download_is_reached_and_asked_for_by_the_keyboard_alone(tab, served):
    visit(tab, served.address("records", "learner", "en"))
    opener = tab.locator(".st-key-download-records button").first
    opener.focus()
    tab.keyboard.press("Enter")
    first = tab.locator(".st-key-download-records-csv").get_by_role("button")
    first.wait_for()
    for _ in range(40):  # what opens is the last on the page
        if first.evaluate("e => e === document.activeElement"):
            break
        tab.keyboard.press("Tab")
    assert first.evaluate("e => e === document.activeElement")
    with tab.expect_download() as download:
        tab.keyboard.press("Enter")
    rows = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + len(CHALLENGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewer", ["public", "learner", "admin"])
def test_the_records_on_the_page_are_those_of_the_board_file(sized, served, viewer, language):
    more = "&track=ghz-12-kawasaki"
    shown = visit(sized, served.address("records", viewer, language, more))
    board = served.board("member" if viewer == "learner" else viewer)
    texts = Texts(language)
    exercises = {row["exercise_id"]: row for row in board.exercises()}
    rows = [row for row in board.records() if row["exercise_id"] == "ghz-12-kawasaki"]
    standing = {r["exercise_id"]: r for r in board.records() if r["beaten_at"] is None}
    for name, record in standing.items():
        assert texts.name(exercises[name], "title") in shown
        assert texts.cost(record["cost"], exercises[name]) in shown
        assert record["handle"] in shown
    (label,) = [text for text in chart_texts(sized) if texts.date(rows[0]["attained_at"]) in text]
    assert texts.cost(rows[-1]["cost"], exercises["ghz-12-kawasaki"]) in label
    assert sideways(sized) == [0, 0]


def test_the_way_back_leads_through_the_choices_and_out_of_the_page(tab, served):
    visit(tab, served.address("exercise", "learner", "en", "&ex=toffoli-6cx"))
    tab.locator(".st-key-choose-ex input").click()
    tab.get_by_role("option", name="Ground state of H2").click()
    tab.get_by_role("heading", name="Ground state of H2").wait_for()
    assert "ex=h2-vqe" in tab.url
    tab.go_back()
    tab.get_by_role("heading", name="Toffoli with 6 CX").wait_for()
    assert "ex=toffoli-6cx" in tab.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_rejudge_changed_is_told_where_it_matters(tab, served, language):
    shown = visit(tab, served.address("exercise", "learner", language, "&ex=toffoli-6cx"))
    assert re.search(rf"{re.escape(CAUSE)}.*\d+ → \d+", shown)
    visit(tab, served.address("overview", "learner", language))
    tab.get_by_role("link", name=CAUSE).first.click()
    heading = "Toffoli with 6 CX" if language == "en" else "6個のCXによるトフォリ"
    tab.get_by_role("heading", name=heading).wait_for(timeout=60_000)
