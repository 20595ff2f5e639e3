"""Choosers: the address and the page agree, by code, whoever changes which."""

import pytest

from leaderboard.messages import LANGUAGES, catalogue
from tests.leaderboard.test_pages import open_page, words

__all__ = ["open_page"]
KEY = "choose-ex"
FIRST = "bell-pair"
"""The first exercise whose board ranks by a cost: those before it have one rank for all."""


def address(at, name: str) -> str:
    value = at.query_params[name]
    return value[0] if isinstance(value, list) else value


def test_a_choice_is_written_into_the_address_by_its_code_in_every_language(open_page, published):
    for language in LANGUAGES:
        at = open_page(published, "exercise", "learner", language)
        assert at.selectbox(key=KEY).value == FIRST
        assert "ex" not in at.query_params
        at.selectbox(key=KEY).set_value("h2-vqe").run()
        assert address(at, "ex") == "h2-vqe"
        assert at.selectbox(key=KEY).value == "h2-vqe"


def test_going_back_to_an_address_without_a_choice_brings_the_default(open_page, published):
    at = open_page(published, "exercise", "learner")
    at.selectbox(key=KEY).set_value("h2-vqe").run()
    del at.query_params["ex"]
    at.run()
    assert at.selectbox(key=KEY).value == FIRST
    assert "ex" not in at.query_params


def test_an_address_that_changes_comes_before_what_was_chosen(open_page, published):
    at = open_page(published, "exercise", "learner", ex="bell-pair")
    at.selectbox(key=KEY).set_value("h2-vqe").run()
    at.query_params["ex"] = "toffoli-6cx"
    at.run()
    assert at.selectbox(key=KEY).value == "toffoli-6cx"
    assert "Toffoli with 6 CX" in words(at)
    at.run()
    assert at.selectbox(key=KEY).value == "toffoli-6cx"


def test_a_choice_outlives_a_visit_to_another_page(open_page, published):
    at = open_page(published, "exercise", "learner")
    at.selectbox(key=KEY).set_value("h2-vqe").run()
    at.switch_page("views/skills.py").run()
    del at.query_params["ex"]  # the menu's links carry no parameters of a page
    at.switch_page("views/exercise.py").run()
    assert at.selectbox(key=KEY).value == "h2-vqe"
    assert address(at, "ex") == "h2-vqe"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_code_gets_a_notice_until_something_is_chosen(open_page, published, language):
    at = open_page(published, "exercise", "learner", language, ex="no-such<b>")
    assert at.selectbox(key=KEY).value == FIRST
    head = catalogue(language)["notice.unknown_choice"].partition("{known}")[0]
    notice = head.format(label=catalogue(language)["exercise.choose"], code="no-such<b>")
    for _ in range(2):
        shown = words(at)
        assert notice in shown
        assert "toffoli-6cx" in shown
        at.run()
    at.selectbox(key=KEY).set_value("h2-vqe").run()
    assert notice not in words(at)


def test_a_choice_that_the_next_viewer_does_not_have_falls_back_without_a_notice(
    open_page, published
):
    at = open_page(published, "overview", "learner", period="2026-W44", board="c1")
    assert at.selectbox(key="choose-period").value == "2026-W44"
    assert at.selectbox(key="choose-board").value == "c1"
    at.selectbox(key="viewer").set_value("public").run()
    assert not at.exception
    assert at.selectbox(key="choose-board").value == "c1"
    assert not [box for box in at.selectbox if box.key == "choose-period"]
    assert "no-such" not in words(at)
