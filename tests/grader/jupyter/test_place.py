import hashlib
import json
from dataclasses import replace

import pytest

from grader.errors import UsageError
from grader.jupyter.place import place
from grader.jupyter.ticket import ChangedSinceJudging, Ticket, check_unchanged
from grader.sandbox.outcome import CellResult
from tests.classroom import cell_of


def test_an_ordinary_notebook_is_placed_byte_by_byte(classroom):
    data = json.dumps(classroom.released(), indent=3).encode()
    attempt = classroom.hand_in(classroom.learner(), data)
    path = classroom.submitted(attempt)
    assert path.read_bytes() == data
    assert sorted(one.name for one in path.parent.iterdir()) == ["first.ipynb", "timestamp.txt"]
    ticket = Ticket.read(classroom.folder.ticket(attempt.learner, "first-en"))
    assert ticket.blob == ticket.placed == hashlib.sha256(data).hexdigest()


def test_a_newer_attempt_replaces_the_older_one_and_leaves_nothing_behind(classroom):
    learner = classroom.learner()
    classroom.hand_in(learner)
    notebook = classroom.released()
    cell_of(notebook, "pair-solution")["source"] = "second"
    attempt = classroom.hand_in(learner, notebook)
    assert b"second" in classroom.submitted(attempt).read_bytes()
    assert not list((classroom.folder.root / "tickets" / ".placing").iterdir())


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 100, b'{"cells": 5}', b"[" * 100_000, b"PK\x03\x04"],
    ids=["empty", "zeros", "no list", "deep", "archive"],
)
def test_an_unreadable_file_is_stood_in_for_by_the_released_notebook(classroom, data):
    attempt = classroom.hand_in(classroom.learner(), data)
    released = classroom.folder.release("first-en") / "first.ipynb"
    assert classroom.submitted(attempt).read_bytes() == released.read_bytes()
    ticket = Ticket.read(classroom.folder.ticket(attempt.learner, "first-en"))
    assert ticket.stand_in
    assert ticket.blob == hashlib.sha256(data).hexdigest()


def test_a_notebook_of_many_outputs_is_placed_without_them(classroom):
    notebook = classroom.released()
    big = {"output_type": "stream", "name": "stdout", "text": "x" * 3_000_000}
    cell_of(notebook, "pair")["outputs"] = [big]
    cell_of(notebook, "pair-solution")["source"] = "kept = 1"
    attempt = classroom.hand_in(classroom.learner(), notebook)
    placed = classroom.submitted(attempt).read_bytes()
    assert len(placed) < 100_000
    assert b"kept = 1" in placed
    assert Ticket.read(classroom.folder.ticket(attempt.learner, "first-en")).stand_in == ""


@pytest.mark.parametrize(
    "odd",
    [
        {"metadata": []},
        {"outputs": "none"},
        {"outputs": [5]},
        {"outputs": [{}]},
        {"cell_type": "heading"},
        {"id": 5},
        {"outputs": [{"output_type": "display_data", "data": 5}]},
        {"cell_type": "markdown", "attachments": {"a": 5}},
        {"cell_type": "markdown", "source": [5]},
    ],
)
def test_a_notebook_that_nbgrader_would_stumble_over_is_placed_in_plain_form(classroom, odd):
    learner = classroom.learner()
    notebook = classroom.released()
    cell_of(notebook, "pair-solution")["source"] = "kept = 1"
    notebook["cells"].append(
        {"cell_type": "code", "metadata": {}, "source": "", "outputs": [], **odd}
    )
    classroom.hand_in(learner, notebook)
    assert classroom.record(learner)[learner].ok
    assert "kept = 1" in str(classroom.autograded(learner))


@pytest.mark.parametrize("change", ["byte order mark", "fractional format"])
def test_a_file_that_is_odd_as_a_whole_is_placed_in_plain_form(classroom, change):
    learner = classroom.learner()
    notebook = classroom.released()
    cell_of(notebook, "pair-solution")["source"] = "kept = 1"
    if change == "fractional format":
        notebook["nbformat"] = 4.0
    mark = b"\xef\xbb\xbf" if change == "byte order mark" else b""
    classroom.hand_in(learner, mark + json.dumps(notebook).encode())
    assert classroom.record(learner)[learner].ok
    assert "kept = 1" in str(classroom.autograded(learner))


def test_outputs_of_the_run_are_kept_cleaned_in_the_ticket(classroom):
    outputs = (
        {"output_type": "display_data", "data": {"text/html": "<script>", "text/plain": "t"}},
    )
    cells = [CellResult(index=1, outputs=outputs), CellResult(index=2)]
    attempt = classroom.hand_in(classroom.learner(), cells=cells)
    ticket = Ticket.read(classroom.folder.ticket(attempt.learner, "first-en"))
    assert list(ticket.outputs) == [1]
    assert "script" not in str(ticket.outputs)


def test_names_that_cannot_name_a_folder_are_refused(classroom):
    attempt = classroom.hand_in(classroom.learner())
    data = classroom.store.blob(attempt.blob)
    for learner in ("..", "a/b", "", ".hidden", "/etc"):
        with pytest.raises(UsageError, match="cannot name a folder"):
            place(classroom.folder, replace(attempt, learner=learner), data)


def test_other_bytes_than_the_attempts_are_refused(classroom):
    attempt = classroom.hand_in(classroom.learner())
    with pytest.raises(UsageError, match="other bytes"):
        place(classroom.folder, attempt, b"other")


def test_a_file_that_changed_after_placing_is_told(classroom):
    attempt = classroom.hand_in(classroom.learner())
    ticket = Ticket.read(classroom.folder.ticket(attempt.learner, "first-en"))
    assert check_unchanged(classroom.folder, ticket)
    classroom.submitted(attempt).write_bytes(b"{}")
    with pytest.raises(ChangedSinceJudging):
        check_unchanged(classroom.folder, ticket)
    classroom.submitted(attempt).unlink()
    with pytest.raises(ChangedSinceJudging):
        check_unchanged(classroom.folder, ticket)
