import sqlite3
from contextlib import closing

import pytest

from leaderboard.board import Board, BoardInvalid, BoardMissing, scope_file
from leaderboard.own import Own


def test_a_board_that_was_never_published_is_missing(tmp_path):
    with pytest.raises(BoardMissing, match="qskills publish"):
        Board.open(tmp_path / "public.db")


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "middle"])
def test_a_damaged_board_is_invalid_and_never_a_traceback_of_sqlite(own_published, damage):
    path = scope_file(own_published.state.boards, "admin")
    data = path.read_bytes()
    path.unlink()
    path.write_bytes({
        "empty": b"", "text": b"not a database at all" * 50, "cut": data[: len(data) // 3],
        "middle": data[:8192] + b"\xff" * (len(data) - 8192),
    }[damage])  # fmt: skip

    def read_everything():
        board = Board.open(path)
        for name in [row["exercise_id"] for row in board.exercises()]:
            board.entries(name)
        board.cells()

    with pytest.raises(BoardInvalid):
        read_everything()


def test_a_board_of_another_schema_is_invalid(own_published):
    path = scope_file(own_published.state.boards, "public")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    with pytest.raises(BoardInvalid, match="schema 99"):
        Board.open(path)


def test_the_last_good_copy_stands_in_and_says_so(own_published):
    path = scope_file(own_published.state.boards, "public")
    path.rename(path.with_suffix(".prev"))
    board = Board.open(path)
    assert board.stale
    assert board.exercises()


def test_a_board_cannot_be_written_through_the_reader(own_published):
    board = Board.open(scope_file(own_published.state.boards, "public"))
    with pytest.raises(BoardInvalid, match="readonly"):
        board._rows("DELETE FROM meta")


def test_a_learner_cannot_be_another_one_by_a_clever_id(published):
    for learner in ("' OR 1=1 --", "%", "l-0009__", ""):
        assert Own.of(published.state.boards, learner).attempts() == []
