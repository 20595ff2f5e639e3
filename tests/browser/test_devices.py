"""Use of the devices and the sections of the page on method, in a real Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.own import Own
from leaderboard.present.amounts import amount
from leaderboard.present.devices import chosen, day_table, use_cards
from leaderboard.present.method import SECTIONS
from leaderboard.present.texts import Texts
from tests.browser.board_server import (
    Served,
    chart_texts,
    open_tab,
    serve,
    settled,
    sideways,
    visit,
)
from tests.leaderboard.consortium_state import YOU
from tests.leaderboard.device_use import COMPANY

pytestmark = pytest.mark.browser
VIEWER = f"company-{COMPANY}"
MONTH = "2026-11"


@pytest.fixture(scope="module")
def served(used) -> Iterator[Served]:
    yield from serve(used.state.path, learner=YOU)


@pytest.fixture
def tab(chromium) -> Iterator[Page]:
    yield from open_tab(chromium, 1280)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_charts_and_tables_are_those_of_the_board_file(tab, served, language):
    shown = visit(tab, served.address("devices", VIEWER, language))
    texts = Texts(language)
    uses = chosen(served.board(VIEWER).usage(), MONTH)
    for label, value, _ in use_cards(uses, texts):
        assert label in shown
        assert value in shown
    bars, waits = chart_texts(tab)
    assert amount(texts, "quantum_ns", sum(row["quantum_ns"] for row in uses)) in bars
    assert MONTH in waits
    tab.get_by_text(texts("app.show_table")).first.click()
    region = tab.get_by_role("region", name=texts("devices.daily"))
    region.wait_for()
    rows = [
        [cell.split("\n")[0] for cell in row.locator("td").all_inner_texts()]
        for row in region.locator("tbody tr").all()
    ]
    assert rows == day_table(uses, texts).texts()


def test_a_learner_sees_their_own_quota(tab, served):
    visit(tab, served.address("devices", "learner", "en"))
    texts = Texts("en")
    left = {
        row["unit"]: amount(texts, row["unit"], row["most"] - row["used"])
        for row in Own.of(served.boards, YOU).quotas()
        if row["month"] == MONTH and row["most"]
    }
    region = tab.get_by_role("region", name=texts("devices.quota"))
    assert len(left) == 2
    for unit, words in left.items():
        line = region.locator("tbody tr").filter(has_text=texts(f"devices.{unit}"))
        assert words in line.inner_text()


def test_choosing_device_and_unit_moves_the_address_and_a_link_opens_the_choice(tab, served):
    visit(tab, served.address("devices", VIEWER, "en"))
    tab.get_by_role("button", name="Jobs").or_(tab.get_by_role("radio", name="Jobs")).click()
    tab.wait_for_url("**unit=jobs**")
    shown = visit(
        tab, served.address("devices", VIEWER, "en", "&month=2026-10&device=torino&unit=shots")
    )
    uses = chosen(served.board(VIEWER).usage(), "2026-10", "torino")
    assert f"{sum(row['shots'] for row in uses):,}" in shown
    assert "Shots by day in 2026-10" in chart_texts(tab)[0]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("page", ["devices", "method"])
def test_nothing_scrolls_sideways(chromium, served, page, width):
    for tab in open_tab(chromium, width):
        for viewer, language in (("learner", "ja"), ("admin", "en")):
            visit(tab, served.address(page, viewer, language))
            tab.wait_for_timeout(300)
            assert sideways(tab) == [0, 0]


@pytest.mark.parametrize("section", ["formulas", "suppression", "scopes", "devices"])
def test_a_link_to_a_section_of_the_method_shows_that_section(tab, served, section):
    visit(tab, served.address("method", "learner", "en", f"#{section}"))
    tab.wait_for_timeout(2800)
    top = "name => document.getElementById(name).getBoundingClientRect().top"
    assert 40 <= tab.evaluate(top, section) <= 120
    assert tab.url.endswith(f"#{section}")


def test_the_contents_lead_to_every_section(tab, served):
    visit(tab, served.address("method", "learner", "ja"))
    top = "name => document.getElementById(name).getBoundingClientRect().top"
    for section in SECTIONS:
        name = catalogue("ja")[f"method.{section}_title"]
        tab.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
        tab.locator(f".qs-links a[href='#{section}']").click()
        tab.wait_for_timeout(400)
        assert tab.locator(f"#{section}").inner_text() == name
        assert 0 <= tab.evaluate(top, section) < 900


def test_use_leads_to_how_it_is_counted(tab, served):
    visit(tab, served.address("devices", "learner", "en"))
    tab.get_by_role("link", name=catalogue("en")["devices.link_method"]).click()
    tab.locator("#devices").wait_for()
    settled(tab)
    assert "viewer=learner" in tab.url
    assert tab.url.endswith("#devices")
