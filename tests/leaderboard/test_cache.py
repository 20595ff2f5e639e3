"""What is kept of a board file belongs to that file and to nobody else."""

import json
import os
import sqlite3

import pytest

from leaderboard import charts
from leaderboard.board import Board, BoardInvalid
from leaderboard.cache import BoardCache, stamp
from leaderboard.charts.figure import use_board
from leaderboard.charts.palette import DARK, use_palette
from leaderboard.present.company import Step
from leaderboard.present.texts import Texts


@pytest.fixture
def files(tmp_path):
    made = [tmp_path / "member.db", tmp_path / "admin.db"]
    for path in made:
        path.write_text(path.name)
    return made


def replace(path, text: str) -> None:
    new = path.with_suffix(".new")
    new.write_text(text)
    os.replace(new, path)


def test_a_value_is_made_once_and_belongs_to_one_file(files):
    kept: BoardCache[str] = BoardCache(9)
    member, admin = files
    assert kept.get(member, stamp(member), "k", lambda: "theirs") == "theirs"
    assert kept.get(member, stamp(member), "k", lambda: "again") == "theirs"
    assert kept.get(admin, stamp(admin), "k", lambda: "all") == "all"


def test_nothing_of_a_file_outlives_it(files):
    kept: BoardCache[str] = BoardCache(9)
    member, admin = files
    for n in range(3):
        kept.get(member, stamp(member), n, lambda: "old")
    kept.get(admin, stamp(admin), 0, lambda: "stays")
    replace(member, "another build")
    assert kept.get(member, stamp(member), 0, lambda: "new") == "new"
    assert len(kept) == 2
    assert kept.get(admin, stamp(admin), 0, lambda: "again") == "stays"


def test_what_was_read_while_the_file_was_replaced_is_not_kept(files):
    kept: BoardCache[str] = BoardCache(9)
    member = files[0]
    before = stamp(member)

    def make() -> str:
        replace(member, "another build")
        return "of either"

    assert kept.get(member, before, 0, make) == "of either"
    assert len(kept) == 0


def test_it_is_bounded_and_large_values_are_left_out(files):
    kept: BoardCache[str] = BoardCache(20)
    member = files[0]
    for n in range(50):
        kept.get(member, stamp(member), n % 30, lambda: "xx", len)
    kept.get(member, stamp(member), "large", lambda: "xxx", len)
    assert len(kept) == 10
    assert kept.get(member, stamp(member), 19, lambda: "again", len) == "xx"
    assert kept.get(member, stamp(member), 0, lambda: "again", len) == "again"


def test_a_board_broken_in_place_is_found_although_its_answers_are_kept(published, tmp_path):
    path = tmp_path / "public.db"
    path.write_bytes((published.state.boards / "public.db").read_bytes())
    board = Board(path)
    assert board.skills() == board.skills()
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(BoardInvalid):
        board.skills()
    with pytest.raises(BoardInvalid):
        Board(path)


def test_answers_of_two_scopes_are_not_mixed(published):
    for scope in ("public", "admin", "member"):
        path = published.state.boards / f"{scope}.db"
        with sqlite3.connect(path) as db:
            expected = db.execute("SELECT count(*) FROM cell_audit").fetchone()[0]
        for _ in range(2):
            assert len(Board(path).audit()) == expected, scope
            assert Board(path).meta["scope"] == scope


@pytest.fixture
def drawing(published):
    path = published.state.boards / "public.db"
    use_board(path)
    use_palette("light")
    yield path
    use_board(None)
    use_palette("light")


def test_a_kept_chart_is_the_chart_that_would_be_drawn(drawing):
    steps, texts = [Step(name="a", value=50, text="50 %")], Texts("en")
    first = charts.funnel_chart(steps, texts)
    assert charts.funnel_chart(list(steps), texts) is first
    first.spec.clear()  # whoever shows it may change it
    use_board(None)
    drawn = charts.funnel_chart(steps, texts)
    assert (json.dumps(first.spec), first.alt) == (json.dumps(drawn.spec), drawn.alt)


def test_another_figure_language_theme_or_board_is_another_chart(drawing):
    first = charts.funnel_chart([Step(name="a", value=50, text="50 %")], Texts("en"))
    assert charts.funnel_chart([Step(name="a", value=51, text="51 %")], Texts("en")) is not first
    assert charts.funnel_chart([Step(name="a", value=50, text="50 %")], Texts("ja")) is not first
    use_board(drawing.with_name("member.db"))
    assert charts.funnel_chart([Step(name="a", value=50, text="50 %")], Texts("en")) is not first
    use_board(drawing)
    use_palette("dark")
    dark = charts.funnel_chart([Step(name="a", value=50, text="50 %")], Texts("en"))
    assert DARK.blue in str(dark.spec)
    assert DARK.blue not in str(first.spec)
