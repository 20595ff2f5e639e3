"""Every page, as every viewer, in both languages, run by Streamlit without a browser."""

import re
import sys
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from leaderboard.board import Board, scope_file
from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.own import Own
from leaderboard.present.texts import Texts
from leaderboard.scope import ALLOWED, Viewer
from leaderboard.server import APP
from tests.leaderboard.consortium_state import COMPANIES, SMALL, YOU, ConsortiumState

VIEWERS = ("public", "learner", "company-aoba-motors", f"company-{SMALL}", "admin")
Open = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    before = config.get_option("server.address")
    config.set_option("server.address", "127.0.0.1")

    def open_(
        state, page="overview", viewer="public", language="en", *, demo=True, **query
    ) -> AppTest:
        arguments = [
            str(APP),
            "--state",
            str(getattr(state, "state", state).path),
            "--learner",
            YOU,
        ]
        monkeypatch.setattr(sys, "argv", arguments + ["--demo"] * demo)
        at = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in {"lang": language, "viewer": viewer, **query}.items():
            at.query_params[name] = value
        if page != "overview":
            at.switch_page(f"views/{page}.py")
        return at.run()

    yield open_
    config.set_option("server.address", before)


def words(at: AppTest) -> str:
    """All that a page says: our markup without tags, and Streamlit's own elements."""
    html = [element.proto.body for element in at.get("html") if "<style>" not in element.proto.body]
    prose = [element.value for element in at.markdown]
    labels = [box.label for box in at.selectbox] + [e.label for e in at.expander]
    return unescape(re.sub(r"<[^>]+>", " ", "\n".join([*html, *prose, *labels])))


def english_sentences_in(shown: str) -> list[str]:
    japanese = catalogue("ja")
    texts = [text for key, text in catalogue("en").items() if japanese[key] != text]
    return [text for text in texts if len(text) > 12 and "{" not in text and text in shown]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("page", list(ALLOWED))
def test_a_page_shows_its_title_to_whom_it_is_open_and_a_notice_to_others(
    open_page, published, page, viewer, language
):
    at = open_page(published, page, viewer, language)
    assert not at.exception
    texts = catalogue(language)
    shown = words(at)
    if language == "ja":
        assert english_sentences_in(shown) == []
    closed = texts["notice.closed_title"]
    if not Viewer(viewer).may_open(page):
        assert closed in shown
        return
    assert closed not in shown
    title = texts.get(f"{page}.title", "")
    if page == "company":
        number = 0 if language == "en" else 1
        title = COMPANIES[viewer.removeprefix("company-") if viewer != "admin" else "aoba-motors"][
            number
        ]
    assert title in shown
    assert texts["app.demo_note"] in shown


def test_overview_shows_the_standings_of_the_board_file(open_page, published):
    shown = words(open_page(published, "overview", "learner"))
    board = Board(scope_file(published.state.boards, "member"))
    for row in board.standings():
        if row["period"] == board.meta["period"]:
            assert row["name_en"] in shown
    assert "2026-W46" in shown
    assert "withheld" in shown


def test_the_public_sees_no_company_standings(open_page, published):
    shown = words(open_page(published, "overview", "public"))
    assert catalogue("en")["overview.standings_none"] in shown
    with_company = {"Aoba Motors", "Kumo Device"}
    board = Board(scope_file(published.state.boards, "public"))
    named = {row["name_en"] for row in board.companies().values()}
    assert not any(name in shown for name in with_company - named)


def test_a_deep_link_opens_its_exercise_and_a_wrong_one_lists_those_that_exist(
    open_page, published
):
    at = open_page(published, "exercise", "learner", ex="ghz-12-kawasaki")
    assert at.selectbox(key="choose-ex").value == "ghz-12-kawasaki"
    assert "0.0778" in words(at)
    at = open_page(published, "exercise", "learner", ex="no-such")
    assert "no-such" in words(at)
    assert "toffoli-6cx" in words(at)


def test_choosing_an_exercise_moves_the_address(open_page, published):
    at = open_page(published, "exercise", "learner")
    at.selectbox(key="choose-ex").set_value("h2-vqe").run()
    assert at.query_params["ex"] in ("h2-vqe", ["h2-vqe"])
    assert "Ground state of H2" in words(at)


def test_the_language_switch_changes_every_text_and_the_address(open_page, published):
    at = open_page(published, "overview", "learner", "en")
    at.session_state["language"] = "ja"
    at.run()
    assert catalogue("ja")["overview.title"] in words(at)
    assert at.query_params["lang"] in ("ja", ["ja"])


def test_me_shows_the_verdicts_with_their_reasons_in_words(open_page, published):
    for language in LANGUAGES:
        shown = words(open_page(published, "me", "learner", language))
        own = Own.of(published.state.boards, YOU)
        for row in own.attempts():
            plain = row[f"reason_{language}"].replace("`", " ")
            assert " ".join(plain.split()) in " ".join(shown.replace("`", " ").split())
        assert str(own.bests()["toffoli-6cx"]["rank"]) in shown
        assert Texts(language)("metric.n2q") in shown


def test_without_demo_only_the_public_board_is_served_whatever_the_address_says(
    open_page, published
):
    for viewer, page in zip(
        ("learner", "admin", "company-aoba-motors"), ("me", "company", "skills"), strict=True
    ):
        at = open_page(published, page, viewer, demo=False)
        assert not at.exception
        assert not [box for box in at.selectbox if box.key == "viewer"]
        closed = catalogue("en")["notice.closed_title"] in words(at)
        assert closed == (page in ("company", "me"))
        assert "qubit-c0ffee" not in words(at)
        assert "Aoba Motors" not in words(at)


def test_the_demo_is_off_when_the_server_listens_beyond_this_machine(open_page, published):
    config.set_option("server.address", "0.0.0.0")
    at = open_page(published, "overview", "admin")
    assert catalogue("en")["overview.standings_none"] in words(at)
    assert not [box for box in at.selectbox if box.key == "viewer"]


def test_an_unknown_viewer_is_told_so_and_sees_the_public_board(open_page, published):
    shown = words(open_page(published, "overview", "company-of-nobody"))
    assert "company-of-nobody" in shown
    assert catalogue("en")["overview.standings_none"] in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_and_a_damaged_board_have_pages_of_their_own(open_page, own_published, language):
    path = scope_file(own_published.state.boards, "public")
    path.write_bytes(b"damaged")
    for page in ("overview", "exercise", "skills", "method"):
        at = open_page(own_published, page, "public", language)
        assert not at.exception
        assert catalogue(language)["notice.broken_title"] in words(at)
    path.unlink()
    at = open_page(own_published, "overview", "public", language)
    assert not at.exception
    assert catalogue(language)["notice.missing_title"] in words(at)


def test_the_page_recovers_when_the_board_is_published_again(open_page, own_published):
    path = scope_file(own_published.state.boards, "public")
    data = path.read_bytes()
    path.unlink()
    at = open_page(own_published, "overview", "public")
    assert catalogue("en")["notice.missing_title"] in words(at)
    path.write_bytes(data)
    assert catalogue("en")["overview.title"] in words(at.run())


def test_a_standby_copy_and_an_old_board_are_marked(open_page, own_published, monkeypatch):
    path = scope_file(own_published.state.boards, "public")
    path.rename(path.with_suffix(".prev"))
    shown = words(open_page(own_published, "overview", "public"))
    assert catalogue("en")["app.standby"] in shown


@pytest.mark.parametrize(
    ("viewer", "language"), [("learner", "ja"), ("company-aoba-motors", "en"), ("admin", "ja")]
)
def test_a_consortium_without_results_has_pages_without_errors(
    open_page, made, tmp_path_factory, viewer, language
):
    state = _empty(made, tmp_path_factory)
    for page in ALLOWED:
        at = open_page(state, page, viewer, language)
        assert not at.exception, page
        if page == "me" and viewer == "learner":
            assert catalogue(language)["me.unknown"] in words(at)


def _empty(made: ConsortiumState, factory: pytest.TempPathFactory) -> ConsortiumState:
    from grader.identity import Identity
    from grader.results.store import Store
    from grader.state import State
    from leaderboard.publish import publish

    state = State(factory.mktemp("empty") / "state")
    state.create(made.state.consortium.read_text(encoding="utf-8"))
    with Identity(state.identity), Store(state.results):
        pass
    publish(state.path, catalog=made.catalog, now=made.now)
    return ConsortiumState(state=state, catalog=made.catalog)
