"""Publishing goes on when settings, content and members change under releases that stay."""

import shutil
from datetime import timedelta

import pytest

from grader.catalog import Catalog
from leaderboard.board import Board, scope_file
from leaderboard.own import Own
from leaderboard.publish import publish
from tests.leaderboard.consortium_state import NOW, ConsortiumState

WEEK = timedelta(weeks=1)


def published(state: ConsortiumState, later: timedelta = timedelta()) -> str:
    return publish(state.state.path, catalog=state.catalog, now=NOW + later).period


def member(state: ConsortiumState) -> Board:
    return Board(scope_file(state.state.boards, "member"))


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_no_week_is_released_twice_when_the_time_zone_changes(own_published, zone):
    before = member(own_published)
    shown = before.cells()
    settings = own_published.state.consortium
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'time_zone = "{zone}"\n{text}', encoding="utf-8")
    # In the new zone the released week ends after this moment, and within the next days.
    assert published(own_published) == before.meta["period"] == "2026-W46"
    assert member(own_published).cells() == shown
    assert published(own_published, timedelta(days=2)) == "2026-W47"
    periods = [row["period"] for row in member(own_published).activity()]
    assert len(periods) == len(set(periods))


@pytest.fixture
def with_content(own_published, tmp_path) -> ConsortiumState:
    """A published state whose content may be changed too."""
    root = tmp_path / "content"
    shutil.copytree(own_published.catalog.root, root)
    return ConsortiumState(state=own_published.state, catalog=Catalog(root))


@pytest.mark.parametrize("gone", ["courses/c1", "exercises/bell-pair"])
def test_what_was_released_of_an_exercise_is_not_shown_once_it_is_gone(with_content, gone):
    board = member(with_content)
    assert board.histogram("bell-pair")
    assert board.tries("bell-pair")
    shutil.rmtree(with_content.catalog.root / gone)
    published(with_content)
    board = member(with_content)
    assert "bell-pair" not in {row["exercise_id"] for row in board.exercises()}
    assert not board.histogram("bell-pair")
    assert not board.tries("bell-pair")
    assert board.tries("toffoli-6cx")
    assert published(with_content, WEEK) == "2026-W47"


def test_a_company_that_goes_stands_nowhere_and_its_learners_stay(own_published):
    settings = own_published.state.consortium
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('id = "aoba-motors"', 'id = "aoba-mobility"'), "utf-8")
    people = Own(scope_file(own_published.state.boards, "people")).people()
    assert published(own_published, WEEK) == "2026-W47"
    assert not scope_file(own_published.state.boards, "company-aoba-motors").exists()
    assert "aoba-motors" not in {row["company_id"] for row in member(own_published).standings()}
    assert len(Own(scope_file(own_published.state.boards, "people")).people()) == len(people)
