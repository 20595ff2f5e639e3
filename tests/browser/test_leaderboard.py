"""The leaderboard in a real Chromium, against the board files that it serves."""

import json
import re
import shutil
from datetime import timedelta

import pytest

from grader.state import State
from grader.verdict import Outcome
from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.own import Own
from leaderboard.present.texts import Texts
from leaderboard.publish import publish
from tests.browser.board_server import OPEN, OWN, chart_texts, serve, sideways, visit
from tests.leaderboard.consortium_state import (
    COMPANIES,
    NOW,
    SMALL,
    YOU,
    ConsortiumState,
)

pytestmark = pytest.mark.browser


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_for_its_viewers_without_error_or_sideways_scroll(tab, served, language):
    # Phones, both themes and 320 pixels: test_accessibility.py, which takes these in turns.
    failures: list[str] = []
    tab.on("pageerror", lambda error: failures.append(str(error)))
    for page, viewer in OPEN:
        shown = visit(tab, served.address(page, viewer, language))
        assert sideways(tab) == [0, 0], (page, viewer)
        assert tab.locator("[data-testid=stException]").count() == 0, (page, viewer)
        if page != "company":
            assert catalogue(language)[f"{page}.title"] in shown
        if language == "ja":
            leftovers = re.findall(r"(?:Show as table|Viewing as|withheld|Median|Rank)", shown)
            assert leftovers == [], (page, viewer)
        assert "\ufffd" not in shown
    assert failures == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_standings_are_those_of_the_board_file(tab, served, language):
    visit(tab, served.address("overview", "learner", language))
    board, texts = served.board("member"), Texts(language)
    wanted = [
        [str(row["rank"] or "–"), texts.name(row).split()[0]]
        + ([str(row["median"]), texts.rate(row["completion"])] if row["rank"] else [])
        for row in board.standings()
        if row["period"] == board.meta["period"]
    ]
    table = tab.get_by_role("region", name=texts("overview.standings")).locator("tbody tr")
    rows = table.all_inner_texts()
    assert len(rows) == len(wanted) == len(COMPANIES)
    for row, parts in zip(rows, wanted, strict=True):
        for part in parts:
            assert part in row
    assert texts("status.withheld") in rows[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exercise_board_is_that_of_the_board_file(tab, served, language):
    visit(tab, served.address("exercise", "learner", language, "&ex=ghz-12-kawasaki"))
    board, texts = served.board("member"), Texts(language)
    exercise = next(r for r in board.exercises() if r["exercise_id"] == "ghz-12-kawasaki")
    region = tab.get_by_role("region", name=texts("exercise.board"), exact=True)
    shown = region.locator("tbody tr:not([class])").all_inner_texts()
    entries = board.entries("ghz-12-kawasaki")
    assert len(shown) == len(entries) == 10
    for row, entry in zip(shown, entries, strict=True):
        cost = texts.cost(entry["cost"], exercise)
        for part in (str(entry["rank"]), entry["handle"], texts.points(entry["points"]), cost):
            assert part in row
    assert region.locator("tr.qs-row-yardstick").count() == 3
    assert texts.name(exercise, "title") in tab.inner_text("[data-testid=stMain]")
    label = chart_texts(tab)[0]
    assert str(sum(b["learners"] for b in board.histogram("ghz-12-kawasaki"))) in label


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_learners_own_results_are_those_of_the_store(tab, served, language):
    shown = visit(tab, served.address("me", "learner", language))
    own = Own.of(served.boards, YOU)
    person = own.person()
    assert person is not None
    assert str(person["rank"]) in shown
    assert "qubit-c0ffee" in shown
    texts = Texts(language)
    for attempt in own.attempts():
        assert texts.known("outcome", attempt["outcome"]) in shown
        assert attempt[f"reason_{language}"].split("`")[0][:30] in shown
    visit(tab, served.address("exercise", "learner", language, "&ex=toffoli-6cx"))
    mine = tab.locator("tr.qs-row-own").inner_text()
    assert str(own.bests()["toffoli-6cx"]["rank"]) in mine


def test_the_heatmap_shows_the_cells_and_hatches_the_withheld_ones(tab, served):
    visit(tab, served.address("skills", "admin", "en"))
    board = served.board("admin")
    period = board.meta["period"]
    rows = tab.get_by_role("region", name="Skill by company").locator("tbody tr")
    by_name = {
        row.locator("td").first.inner_text(): row.locator("td").all_inner_texts()[1:]
        for row in rows.all()
    }
    for company, names in COMPANIES.items():
        cells = {c["skill_id"]: c for c in board.cells(company=company) if c["period"] == period}
        wanted = [str(cells[s]["median"]) if cells[s]["median"] is not None else "withheld"
                  for s in board.skills()]  # fmt: skip
        assert by_name[names[0]] == wanted
    small = rows.filter(has_text=COMPANIES[SMALL][0]).locator("td.qs-is-withheld").first
    assert "gradient" in small.evaluate("e => getComputedStyle(e).backgroundImage")


def test_a_company_viewer_receives_no_other_companys_skill_cells(tab, served):
    """Everything that the browser gets over the wire is kept and searched."""
    received: list[bytes] = []

    def keep(socket_) -> None:
        socket_.on("framereceived", lambda data: received.append(
            data if isinstance(data, bytes) else data.encode()))  # fmt: skip

    tab.on("websocket", keep)
    for page in ("skills", "company", "exercise"):
        visit(tab, served.address(page, OWN, "en"))
    everything = b"".join(received).decode("utf-8", "ignore")
    assert "Aoba Motors" in everything  # the frames are readable, so the search means something
    shown = served.board(OWN)
    may_name = {row["name_en"] for row in shown.companies().values()}
    # Others appear beside handles of learners who chose so, and never on these two pages' figures.
    assert "Skill by company" not in everything
    assert {cell["company_id"] for cell in shown.cells()} == {"", "aoba-motors"}
    received.clear()
    visit(tab, served.address("skills", OWN, "en"))
    skills = b"".join(received).decode("utf-8", "ignore").replace("Viewer of ", "\0")
    for name in may_name - {"Aoba Motors"}:
        assert not re.search(rf"(?<!\0){re.escape(name)}", skills), name
    assert "l-0009" not in everything


def test_the_first_request_of_a_new_server_to_a_closed_page_shows_nothing_of_it(
    tab, served, tmp_path
):
    state = tmp_path / "state"
    shutil.copytree(served.boards.parent, state)
    for fresh in serve(state, learner=YOU):
        shown = visit(tab, fresh.address("company", "public", "en"))
        assert catalogue("en")["notice.closed_title"] in shown
        assert "Median merit" not in shown
        shown = visit(tab, fresh.address("me", OWN, "ja"))
        assert catalogue("ja")["notice.closed_title"] in shown
        assert "qubit-c0ffee" not in shown


def test_without_the_demo_the_address_cannot_choose_a_viewer(tab, served, tmp_path):
    state = tmp_path / "state"
    shutil.copytree(served.boards.parent, state)
    for fresh in serve(state, demo=False):
        for page, viewer in (("me", "learner"), ("company", OWN), ("skills", "admin")):
            shown = visit(tab, fresh.address(page, viewer, "en"))
            assert "qubit-c0ffee" not in shown
            assert "Viewing as" not in shown
            assert "Skill by company" not in shown


def test_switches_and_links_keep_language_and_viewer(tab, served):
    visit(tab, served.address("overview", "learner", "en"))
    tab.get_by_text("日本語", exact=True).click()
    tab.get_by_role("heading", name=catalogue("ja")["overview.title"]).wait_for()
    assert "lang=ja" in tab.url
    tab.get_by_role("link", name="6個のCXによるトフォリ").first.click()
    tab.get_by_role("heading", name="6個のCXによるトフォリ").wait_for(timeout=60_000)
    assert "ex=toffoli-6cx" in tab.url
    assert "viewer=learner" in tab.url
    tab.get_by_role("link", name=catalogue("ja")["page.me"], exact=True).click()
    tab.get_by_role("heading", name=catalogue("ja")["me.title"]).wait_for()
    assert "lang=ja" in tab.url


def test_every_chart_has_a_text_and_a_table_of_the_same_figures(tab, served):
    visit(tab, served.address("overview", "learner", "en"))
    labels = chart_texts(tab)
    assert len(labels) == 2
    assert all("W46" in label for label in labels)
    tab.get_by_text("Show as table").first.click()
    region = tab.get_by_role("region", name="Merit week by week")
    region.wait_for()
    pooled = [c["median"] for c in served.board("member").cells(company="", skill="")]
    assert str(pooled[-1]) in region.locator("tbody tr").last.inner_text()


def test_an_open_page_shows_a_new_board_without_being_reloaded(tab, published, tmp_path):
    state = tmp_path / "state"
    shutil.copytree(published.state.path, state)
    made = ConsortiumState(state=State(state), catalog=published.catalog)
    for fresh in serve(made.state.path, learner=YOU):
        visit(tab, fresh.address("exercise", "learner", "en", "&ex=toffoli-6cx"))
        before = tab.locator("tr.qs-row-own").inner_text()
        made.submit(YOU, "toffoli-6cx", Outcome.ACCEPTED, at=NOW, cost=71)
        publish(made.state.path, catalog=made.catalog, now=NOW + timedelta(hours=1))
        tab.wait_for_function(
            "old => document.querySelector('tr.qs-row-own').innerText !== old", arg=before,
            timeout=60_000,
        )  # fmt: skip
        assert "71" in tab.locator("tr.qs-row-own").inner_text()


def test_the_server_keeps_nothing_of_the_browser_and_calls_nobody(tab, served):
    addresses: list[str] = []
    tab.on("request", lambda request: addresses.append(request.url))
    visit(tab, served.address("overview", "public", "ja"))
    hosts = {re.sub(r"^(\w+://[^/]+).*", r"\1", a) for a in addresses if not a.startswith("data:")}
    assert hosts <= {f"http://127.0.0.1:{served.port}", "blob:http:"}, json.dumps(sorted(hosts))
