"""Any bytes are read or refused with an `AnswerError`, in bounded time; mutated frames as well."""

import contextlib
import json
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.answer.decode import decode
from grader.answer.encode import canonical, encode
from grader.answer.schema import Caps
from grader.errors import AnswerError
from tests.strategies import circuits, values

many = settings(deadline=None, max_examples=300)
TAGS = ["t", "v", "nq", "nc", "gp", "ops", "dtype", "shape"]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8) | st.sampled_from(["circuit", "tuple", "dict", "array", "operator", "h"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(TAGS), inner),
    max_leaves=12,
)  # fmt: skip


def read_or_refused(data: bytes) -> None:
    """Decode; if it works, the value must have exactly these bytes."""
    try:
        value = decode(data)
    except AnswerError as error:
        assert error.code  # noqa: PT017 - either end is right, and each has its condition
        return
    assert encode(value) == data


@many
@given(st.binary(max_size=200))
@example(b"")
@example(b"null")
@example(b'{"qans":1}')
def test_arbitrary_bytes_are_read_or_refused(data):
    read_or_refused(data)


@many
@given(json_values)
def test_arbitrary_json_in_the_envelope_is_read_or_refused(tree):
    read_or_refused(canonical({"qans": 1, "v": tree}))


@many
@given(st.one_of(values, circuits(3, 5, dynamic=True)), st.data())
def test_a_frame_with_changed_bytes_is_read_or_refused(value, data):
    frame = bytearray(encode(value))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(frame) - 1))
        change = data.draw(st.sampled_from(["set", "cut", "insert", "double"]))
        byte = data.draw(st.sampled_from(b'0123456789-.eE"[]{},:\\ntuv'))
        if change == "set":
            frame[at] = byte
        elif change == "insert":
            frame.insert(at, byte)
        elif change == "double":
            frame[at:at] = frame[at : at + 20]
        elif len(frame) > 1:
            del frame[at]
    read_or_refused(bytes(frame))


@many
@given(circuits(3, 6, dynamic=True), json_values, st.data())
def test_a_circuit_with_one_part_replaced_is_read_or_refused(circuit, strange, data):
    tree = json.loads(encode(circuit))
    spots = [(tree["v"], key) for key in tree["v"]]
    for op in tree["v"]["ops"]:
        spots += [(op, i) for i in range(len(op))]
        spots += [(part, i) for part in op if isinstance(part, list) for i in range(len(part))]
    holder, key = data.draw(st.sampled_from(spots))
    holder[key] = strange
    try:
        decode(canonical(tree))
    except AnswerError:
        return
    read_or_refused(canonical(tree))


BOMBS = {
    "deep lists": b'{"qans":1,"v":' + b"[" * 500_000 + b"]" * 500_000 + b"}",
    "deep objects": b'{"v":' * 200_000,
    "one long integer": b'{"qans":1,"v":' + b"9" * 1_000_000 + b"}",
    "one long fraction": b'{"qans":1,"v":0.' + b"9" * 1_000_000 + b"}",
    "many quotes and backslashes": b'{"qans":1,"v":' + b'"\\' * 500_000,
    "an unfinished string": b'{"qans":1,"v":"' + b"\\\\" * 500_000,
    "many equal keys": b'{"qans":1,"v":{' + b",".join([b'"t":1'] * 170_000) + b"}}",
    "many empty lists": b'{"qans":1,"v":[' + b",".join([b"[]"] * 300_000) + b"]}",
    "many tuples": b'{"qans":1,"v":[' + b",".join([b'{"t":"tuple","v":[]}'] * 45_000) + b"]}",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_megabyte_of_trouble_ends_quickly(name):
    begin = time.process_time()
    with contextlib.suppress(AnswerError):
        decode(BOMBS[name], caps=Caps(max_bytes=4 << 20))
    assert time.process_time() - begin < 5
