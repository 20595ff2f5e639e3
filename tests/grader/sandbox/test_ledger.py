import json

import pytest

from grader.sandbox.ledger import Ledger
from grader.sandbox.outcome import Cell, Collect, Frame, Job
from grader.sandbox.packets import packets, tag_of

TAG = tag_of("n")
ONE = Collect(exercise="one")
TWO = Collect(exercise="two", kind="function")


@pytest.fixture
def ledger():
    cells = (
        Cell(source="", index=3, exercises=("one",), collect=(ONE,)),
        Cell(source="", index=5, exercises=("two",), collect=(TWO,)),
        Cell(source="", index=7),
    )
    return Ledger(Job(cells=cells, nonce="n"))


def tell(ledger, header, body=b""):
    for packet in packets(TAG, 1, header, body):
        ledger.feed(packet)


def begin(ledger, place):
    tell(ledger, {"k": "cell", "i": place})


def finish(ledger, place, outputs=b"[]", error=None):
    tell(ledger, {"k": "done", "i": place, "error": error}, outputs)


def answer(ledger, place=0, body=b"42", exercise="one"):
    tell(ledger, {"k": "frame", "i": place, "x": exercise, "s": "answer"}, body)


def test_an_honest_run_is_kept(ledger):
    begin(ledger, 0)
    assert ledger.at == "one"
    finish(
        ledger, 0, json.dumps([{"output_type": "stream", "name": "stdout", "text": "hi"}]).encode()
    )
    answer(ledger)
    begin(ledger, 1)
    finish(ledger, 1, error=["ValueError", "no"])
    tell(ledger, {"k": "frame", "i": 1, "x": "two", "s": "function"})
    begin(ledger, 2)
    finish(ledger, 2)
    tell(ledger, {"k": "end"})
    assert ledger.finished
    assert not ledger.forged
    assert ledger.frames == {
        "one": Frame(exercise="one", answer=b"42"),
        "two": Frame(exercise="two", function=True),
    }
    assert [cell.index for cell in ledger.cells] == [3, 5, 7]
    assert ledger.cells[1].error == ("ValueError", "no")
    assert ledger.cells[0].outputs[0]["text"] == "hi"
    assert ledger.at == ""


def test_the_first_of_two_frames_stays_and_the_second_is_forged(ledger):
    begin(ledger, 0)
    finish(ledger, 0)
    answer(ledger, body=b"41")
    answer(ledger, body=b"42")
    assert ledger.frames["one"].answer == b"41"
    assert ledger.forged == {"one"}


def test_a_frame_before_its_cell_has_ended_is_forged(ledger):
    begin(ledger, 0)
    answer(ledger)
    assert not ledger.frames
    assert ledger.forged == {"one"}


def test_a_frame_of_a_later_exercise_is_forged_for_that_one(ledger):
    begin(ledger, 0)
    finish(ledger, 0)
    tell(ledger, {"k": "frame", "i": 0, "x": "two", "s": "function"})
    assert ledger.forged == {"two"}
    answer(ledger)
    assert ledger.frames["one"].answer == b"42"


def test_garbage_is_blamed_on_the_exercise_at_work(ledger):
    begin(ledger, 0)
    finish(ledger, 0)
    answer(ledger)
    begin(ledger, 1)
    ledger.feed(b"junk")
    assert ledger.forged == {"two"}


def test_garbage_after_all_is_blamed_on_the_last_frame(ledger):
    begin(ledger, 0)
    finish(ledger, 0)
    answer(ledger)
    begin(ledger, 1)
    finish(ledger, 1)
    tell(ledger, {"k": "frame", "i": 1, "x": "two", "s": "absent"})
    ledger.feed(b"junk")
    assert ledger.forged == {"two"}


def test_an_answer_over_its_size_is_forged(ledger):
    begin(ledger, 0)
    finish(ledger, 0)
    answer(ledger, body=b"x" * ((1 << 20) + 1))
    assert ledger.forged == {"one"}


@pytest.mark.parametrize(
    "header",
    [
        {"k": "cell", "i": 1},
        {"k": "cell", "i": True},
        {"k": "done", "i": 0},
        {"k": "reply", "id": "1", "s": "value"},
        {"k": "called", "id": "1", "status": 0},
        {"k": ["cell"]},
        {"k": None},
        {},
    ],
)
def test_claims_out_of_order_are_forged(ledger, header):
    tell(ledger, header)
    assert ledger.forged == {"one"}


def test_data_cannot_stand_for_a_function(ledger):
    begin(ledger, 0)
    finish(ledger, 0)
    answer(ledger)
    begin(ledger, 1)
    finish(ledger, 1)
    answer(ledger, place=1, exercise="two")
    assert "two" not in ledger.frames
    assert ledger.forged == {"two"}


def test_refusals_are_cleaned(ledger):
    begin(ledger, 0)
    finish(ledger, 0)
    reason = ["type", "$\x1b[2J", "x" * 1000]
    tell(ledger, {"k": "frame", "i": 0, "x": "one", "s": "refused", "r": reason})
    refused = ledger.frames["one"].refused
    assert refused is not None
    assert refused[:2] == ("type", "$")
    assert len(refused[2]) < 500


@pytest.mark.parametrize("code", ["accepted", "energy", "any words at all"])
def test_a_refusal_cannot_bring_its_own_reason_key(ledger, code):
    begin(ledger, 0)
    finish(ledger, 0)
    reason = [code, "$", "x"]
    tell(ledger, {"k": "frame", "i": 0, "x": "one", "s": "refused", "r": reason, "large": True})
    frame = ledger.frames["one"]
    assert frame.refused == ("type", "$", "x")
    assert not frame.too_large
    tell(ledger, {"k": "end"})
    tell(ledger, {"k": "reply", "id": "1", "s": "refused", "r": reason})
    assert [reply.call.refused[0] for reply in ledger.replies] == ["type"]
