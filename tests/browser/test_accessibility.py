"""Every page for a reader without mouse, without colour vision or with a screen reader.

axe-core finds what a program can find; the tests of the keyboard, of headings and of themes ask
for what it cannot.
"""

from importlib.resources import files
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from leaderboard.charts.palette import DARK, LIGHT
from leaderboard.messages import catalogue
from leaderboard.report.content import report_of
from leaderboard.report.html import html
from leaderboard.report.making import open_board
from leaderboard.scope import ALLOWED
from tests.browser.board_server import (
    OPEN,
    VIEWERS,
    open_tab,
    settled,
    sideways,
    visit,
)

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
LOOKS = [("light", "en", 1280), ("dark", "ja", 1280), ("dark", "en", 390), ("light", "ja", 320)]
# Each page is looked at as each of its viewers; looks take turns from page to page, so that a page
# that is open to four viewers comes in all of them, and every viewer sees every look.
SAMPLE = [
    (page, viewer, LOOKS[(list(ALLOWED).index(page) + VIEWERS.index(viewer)) % len(LOOKS)])
    for page, viewer in OPEN
]
PHONE = 400


def findings(tab: Page) -> list[str]:
    """Serious and critical findings of axe-core on the page at hand."""
    tab.evaluate(AXE)
    found = tab.evaluate("async () => (await axe.run(document)).violations")
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:120]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_every_page_is_open_to_every_reader(chromium, served, look):
    theme, language, width = look
    for tab in open_tab(chromium, width, theme):
        for page, viewer in [(page, viewer) for page, viewer, its in SAMPLE if its == look]:
            visit(tab, served.address(page, viewer, language))
            if width < PHONE:
                box = tab.locator("h1").bounding_box()
                assert box is not None
                assert box["y"] + box["height"] < 480, (page, viewer, box)
            # Closed expanders hide tables; a reader opens them.
            tab.evaluate(
                "() => [...document.querySelectorAll('details:not([open]) > summary')]"
                ".slice(0, 3).forEach(e => e.click())"
            )
            tab.wait_for_timeout(600)  # what fades in has no contrast yet
            assert findings(tab) == [], (page, viewer)
            assert sideways(tab) == [0, 0], (page, viewer)
            _outline(tab, language, (page, viewer))


def _outline(tab: Page, language: str, where: tuple[str, str]) -> None:
    """One heading of the first level, first; no level left out; the language said everywhere."""
    levels = tab.locator("[data-testid=stMain] :is(h1, h2, h3, h4, h5, h6)").evaluate_all(
        "all => all.map(e => Number(e.tagName[1]))"
    )
    assert levels.count(1) == 1, where
    assert levels[0] == 1, where
    assert all(below - above <= 1 for above, below in pairwise(levels)), (where, levels)
    assert tab.evaluate("document.documentElement.lang") == language
    assert tab.locator(f".qs:not([lang={language}])").count() == 0, where


@pytest.mark.parametrize("company", ["aoba-motors", ""])
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("en", 320), ("ja", 320)])
def test_a_report_is_open_to_every_reader(chromium, challenged, tmp_path, company, language, width):
    path = tmp_path / "report.html"
    report = report_of(open_board(challenged.state.boards, company, ""), language, company)
    path.write_text(html(report), encoding="utf-8")
    for tab in open_tab(chromium, width):
        tab.goto(path.as_uri())
        assert findings(tab) == []
        beyond = tab.locator("table:visible").evaluate_all(
            "all => all.map(e => e.scrollWidth - e.parentElement.clientWidth)"
        )
        assert beyond
        assert max(beyond) == 0


def test_axe_would_find_a_text_without_contrast_and_a_picture_without_a_text(tab, served):
    visit(tab, served.address("method", "public", "en"))
    tab.evaluate(
        "() => document.querySelector('.qs').insertAdjacentHTML('beforeend',"
        ' \'<p style="color:#bbb;background:#fff">pale</p><img src="data:,">\')'
    )
    found = " ".join(findings(tab))
    assert "color-contrast" in found
    assert "image-alt" in found


# Keyboard ---------------------------------------------------------------------------------------

STOP = """() => { const e = document.activeElement;
  const drawn = one => getComputedStyle(one).outlineStyle !== 'none'
    || getComputedStyle(one).boxShadow !== 'none';
  const icons = [...e.querySelectorAll('[data-testid=stIconMaterial]')].map(i => i.innerText);
  const words = (e.getAttribute('aria-label') || e.innerText || '').split('\\n')
    .map(line => line.trim()).filter(line => line && !icons.includes(line));
  return [e.tagName, e.getAttribute('role') || '', words[0] || '', e.id,
    drawn(e) || drawn(e.parentElement)]; }"""


def walk(tab: Page, stops: int = 90) -> list[list[str]]:
    """Press Tab and tell where it leads, until it comes round."""
    seen: list[list[str]] = []
    for _ in range(stops):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(STOP)
        if seen and (stop[:4] == seen[0][:4] or stop[0] == "BODY"):
            break
        seen.append(stop)
    return seen


def tab_to(tab: Page, words: str, stops: int = 60) -> None:
    """Press Tab until what says `words` has the focus."""
    for _ in range(stops):
        tab.keyboard.press("Tab")
        if tab.evaluate(STOP)[2].startswith(words):
            return
    raise AssertionError(f"Tab does not reach {words!r}")


def test_tab_reaches_everything_that_can_be_worked_and_shows_where_it_is(tab, served):
    visit(tab, served.address("overview", "learner", "en"))
    texts = catalogue("en")
    stops = walk(tab)
    names = [stop[2] for stop in stops]
    assert stops[0][3] == "qs-skip"
    wanted = [
        *(texts[f"page.{page}"] for page in ("exercise", "records", "skills", "me", "method")),
        texts["app.show_table"],
        texts["overview.standings"],  # a table that scrolls
        "Toffoli with 6 CX",
        texts["app.how"],
    ]
    assert [name for name in wanted if not any(n.startswith(name) for n in names)] == []
    assert any(texts["app.viewing_as"] in name for name in names)
    assert any(name in ("English", "日本語") for name in names)
    places = [next(i for i, n in enumerate(names) if n.startswith(w)) for w in wanted]
    assert places[:5] == sorted(places[:5])
    assert places[-1] == max(places)
    hidden = [stop for stop in stops if not stop[4]]
    assert hidden == []


def test_the_first_stop_leads_past_the_menu(tab, served):
    visit(tab, served.address("skills", "admin", "ja"))
    tab.keyboard.press("Tab")
    assert tab.evaluate(STOP)[2] == catalogue("ja")["app.skip"]
    assert tab.locator("#qs-skip").bounding_box()["y"] >= 0
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.tagName") == "H1"
    assert "lang=ja" in tab.url


def test_language_and_page_are_switched_by_keyboard_alone(tab, served):
    visit(tab, served.address("overview", "learner", "en"))
    tab_to(tab, "English")
    tab.keyboard.press("ArrowRight")
    if "lang=en" in tab.url:
        tab.keyboard.press("Enter")
    tab.get_by_role("heading", name=catalogue("ja")["overview.title"]).wait_for()
    settled(tab)
    tab.locator("#qs-skip").focus()
    tab_to(tab, catalogue("ja")["page.skills"])
    tab.keyboard.press("Enter")
    tab.get_by_role("heading", name=catalogue("ja")["skills.title"], exact=True).wait_for()
    tab.locator("#qs-skip").focus()
    tab_to(tab, catalogue("ja")["app.show_table"])
    tab.keyboard.press("Enter")
    tab.locator("details[open] .qs-table").first.wait_for()


# Themes -----------------------------------------------------------------------------------------

INKS = """() => [...new Set([...document.querySelectorAll('[data-testid=stVegaLiteChart] svg text')]
    .map(e => e.getAttribute('fill').toLowerCase()))]"""


@pytest.mark.parametrize(("theme", "other"), [("light", "dark"), ("dark", "light")])
def test_page_and_charts_follow_the_readers_own_theme_and_its_change(
    chromium, served, theme, other
):
    palettes = {"light": LIGHT, "dark": DARK}
    for tab in open_tab(chromium, 1280, theme):
        visit(tab, served.address("overview", "learner", "en"))
        assert _page_colour(tab) == palettes[theme].page
        tab.locator("[data-testid=stVegaLiteChart] svg text").first.wait_for()
        assert set(tab.evaluate(INKS)) <= _inks(palettes[theme])
        tab.emulate_media(color_scheme=other)
        tab.wait_for_function(
            f"() => {{ const inks = ({INKS})(); return inks.length > 0 && "
            f"inks.every(ink => {sorted(_inks(palettes[other]))}.includes(ink)); }}",
            timeout=15_000,
        )
        assert _page_colour(tab) == palettes[other].page


def _inks(palette) -> set[str]:
    return {palette.ink.lower(), palette.muted.lower()}


def _page_colour(tab: Page) -> str:
    rgb = tab.evaluate(
        "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    red, green, blue = (int(part) for part in rgb.removeprefix("rgb(").rstrip(")").split(","))
    return f"#{red:02x}{green:02x}{blue:02x}"
