"""The page on method: rules with their settings, scopes as they are, versions, checksums."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import leaderboard
from grader.exercise import FORMULAS
from grader.results.store import Store
from leaderboard.board import Board, scope_file
from leaderboard.build import Build
from leaderboard.disclosure import Rules
from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.present.method import (
    SECTIONS,
    build_table,
    change_log,
    formula_table,
    release_cards,
    rule_table,
    scope_table,
)
from leaderboard.present.texts import Texts
from leaderboard.publish import publish
from leaderboard.sources import read_inputs
from leaderboard.tally import Tally
from leaderboard.versions import about_versions
from tests.leaderboard.consortium_state import ConsortiumState
from tests.leaderboard.test_pages import english_sentences_in, open_page, words

__all__ = ["open_page"]
Open = Callable[..., AppTest]
VIEWERS = ("public", "learner", "company-aoba-motors", "admin")
DIGEST = re.compile(r"[0-9a-f]{64}")


def board_of(state: ConsortiumState, scope: str) -> Board:
    return Board(scope_file(state.state.boards, scope))


def plain(text: str) -> str:
    return " ".join(re.sub(r"[*`\-]|\s", " ", text).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_section_stands_there_with_its_anchor(open_page, published, viewer, language):
    at = open_page(published, "method", viewer, language)
    assert not at.exception
    shown, texts = words(at), catalogue(language)
    if language == "ja":
        assert english_sentences_in(shown) == []
    markup = "\n".join(element.proto.body for element in at.get("html"))
    for name in SECTIONS:
        assert texts[f"method.{name}_title"] in shown
        assert markup.count(f'id="{name}"') == 1
        assert f"href='#{name}'" in markup
        if f"method.{name}" in texts:
            assert plain(texts[f"method.{name}"]) in plain(shown)
    board = board_of(published, "member" if viewer == "learner" else viewer)
    assert board.build_id in shown
    assert Texts.of(language, board).date(board.meta["next_release_at"]) in shown


def test_what_links_to_a_section_names_one_that_exists():
    root = Path(leaderboard.__file__).parent
    named = set()
    for path in root.rglob("*.py"):
        named |= set(re.findall(r"method\?[^\"']*#([a-z]+)", path.read_text(encoding="utf-8")))
    assert named
    assert named <= set(SECTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_of_the_grader_is_explained(language):
    texts = catalogue(language)
    for formula in FORMULAS:
        assert texts[f"method.formula_{formula}"]
        assert texts[f"method.formula_{formula}_how"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_stand_there_with_version_unit_and_direction(published, language):
    texts = Texts(language)
    rows = {line[0]: line for line in formula_table(board_of(published, "public"), texts).texts()}
    assert list(rows) == ["mapped-v1", "nisq-v1", texts("method.formula_without")]
    assert rows["mapped-v1"][2:] == ["1/10,000", texts("method.way_min")]
    assert rows["nisq-v1"][2:] == ["1", texts("method.way_min")]
    table = formula_table(board_of(published, "public"), texts)
    assert table.rows[0].cells[0].note == texts("method.version_of", n="1")


def test_rules_show_the_settings_of_the_build_and_not_the_defaults(own):
    settings = own.state.consortium
    text = settings.read_text(encoding="utf-8")
    head = "[disclosure]\nmin_learners = 14\nmin_companies = 4\nmax_share = 0.4\n"
    place = text.index("[[company]]")
    settings.write_text(
        f'contact = "<b>board@example.ac.jp</b>"\n{text[:place]}{head}{text[place:]}',
        encoding="utf-8",
    )
    publish(own.state.path, catalog=own.catalog, now=own.now)
    board = board_of(own, "public")
    rules = {line[0]: line[2] for line in rule_table(board, Texts("en")).texts()}
    assert list(rules) == [f"R{n}" for n in range(1, 9)]
    assert (rules["R1"], rules["R2"], rules["R3"]) == ("14 learners", "4 companies", "40%")
    assert rules["R4"] == f"{board.meta['min_changed']} learners"
    assert board.meta["contact"] == "<b>board@example.ac.jp</b>"


def test_the_contact_is_shown_as_it_is_and_never_as_markup(open_page, own_published):
    path = scope_file(own_published.state.boards, "public")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE meta SET value = '<b>a@b</b>' WHERE key = 'contact'")
    at = open_page(own_published, "method", "public")
    shown = "\n".join(element.proto.body for element in at.get("html"))
    assert "&lt;b&gt;a@b&lt;/b&gt;" in shown
    assert "<b>a@b" not in shown
    assert catalogue("en")["method.contact_unset"] not in words(at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_release_is_the_end_of_the_open_week(published, language):
    board = board_of(published, "public")
    texts = Texts.of(language, board)
    (_, week, ended), (_, day, note) = release_cards(board, texts)
    assert (week, day) == ("2026-W46", "2026-11-23")
    assert "2026-11-15" in ended
    assert "2026-11-23 00:00 JST" in note


def test_the_table_of_scopes_says_what_the_files_hold(published):
    texts = Texts("en")
    rows = {line[0]: line[1:] for line in scope_table(texts, "company").texts()}
    kinds = ("public", "learner", "company", "instructor", "admin")
    seen = {
        name: dict(zip(kinds, rows[texts(f"sees.{name}")], strict=True))
        for name in ("board", "standings", "cells", "others", "usage", "sizes", "pooled", "person")
    }
    files = {
        "public": board_of(published, "public"),
        "learner": board_of(published, "member"),
        "company": board_of(published, "company-aoba-motors"),
        "instructor": board_of(published, "course-c1"),
        "admin": board_of(published, "admin"),
    }
    for kind, board in files.items():
        cells = {cell["company_id"] for cell in board.cells()}
        assert (seen["standings"][kind] != "–") == bool(board.standings())
        assert (seen["others"][kind] == "yes") == (len(cells) > 2)
        assert (seen["cells"][kind] != "–") == bool(cells - {""})
        assert (seen["sizes"][kind] == "exact") == board.meta["submissions"].isdecimal()
        sizes = board.sizes()
        whole = seen["board"][kind] == "all"
        assert whole == (sum(sizes.values()) == sum(files["admin"].sizes().values()))
        own = board.course_exercises("c1")
        assert (seen["board"][kind] in ("all", "own course whole")) == all(
            sizes[name] > 10 for name in own
        )
    assert seen["usage"] == {
        **dict.fromkeys(kinds, "–"),
        "learner": "own only",
        "company": "own company, by day",
        "admin": "yes",
    }
    assert seen["person"]["company"] == "never"
    heads = [column.title for column in scope_table(texts, "company").columns]
    assert heads[3] == "Company viewer (you)"
    assert heads[1] == "Public"


def test_the_build_names_digest_and_scope_and_counts_only_as_the_scope_may(published):
    texts = Texts("en")
    for scope in ("public", "admin"):
        board = board_of(published, scope)
        values = dict(build_table(board, texts).texts())
        assert values["Build"] == board.build_id
        assert DIGEST.fullmatch(board.meta["content"])
        assert values[texts("method.content")].startswith(board.meta["content"][:16])
        exact = values[texts("method.watermark")].isdecimal()
        assert exact == (scope == "admin")


def test_the_digest_changes_with_the_content_and_only_with_it(own):
    inputs = read_inputs(own.state, own.catalog)

    def digest(these) -> str:
        with Tally(own.state.path / "other.db", these) as tally:
            build = Build(inputs=these, tally=tally, rules=Rules(), cells=())
            return about_versions(build)["content"]

    first = digest(inputs)
    assert digest(replace(inputs, salt="other", watermark=7)) == first
    changed = replace(inputs.exercises[0], max_points=11_000)
    assert digest(replace(inputs, exercises=(changed, *inputs.exercises[1:]))) != first


def test_versions_are_those_of_standing_verdicts_with_their_first_day(published):
    board = board_of(published, "public")
    with published.open_store() as store:
        rows = store.verdicts()
    zone = Texts.of("en", board)
    judges = {}
    for row in rows:
        moment = int(row.judged_at.timestamp())
        judges[row.judge_version] = min(moment, judges.get(row.judge_version, moment))
    assert json.loads(board.meta["judges"]) == {
        version: zone.date(moment) for version, moment in judges.items()
    }
    log = change_log(board, Texts("en")).texts()
    assert {line[2] for line in log} == {"0.1.0", "nisq-v1", "mapped-v1"}
    assert [line[0] for line in log] == sorted((line[0] for line in log), reverse=True)


def test_a_board_without_verdicts_says_so(open_page, own):
    own.state.results.unlink()
    for ending in ("-wal", "-shm"):
        Path(f"{own.state.results}{ending}").unlink(missing_ok=True)
    Store(own.state.results).close()
    publish(own.state.path, catalog=own.catalog, now=own.now)
    shown = words(open_page(own, "method", "public"))
    assert catalogue("en")["method.changes_none"] in shown
