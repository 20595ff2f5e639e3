import json
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox.packets import PacketBroken, Reader, packets, tag_of

TAG = tag_of("nonce")


def feed_all(reader, pieces):
    wholes = [whole for piece in pieces if (whole := reader.feed(piece)) is not None]
    assert len(wholes) == 1
    return wholes[0]


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=5), st.integers()), st.integers(0, 200_000))
def test_a_frame_comes_back_as_it_was_sent(header, size):
    body = bytes(range(256)) * (size // 256)
    assert feed_all(Reader(TAG, 1 << 20), packets(TAG, 1, header, body)) == (header, body)


def test_frames_follow_each_other():
    reader = Reader(TAG, 1 << 20)
    for number in range(3):
        sent = packets(TAG, number, {"n": number}, b"x" * 70_000)
        assert feed_all(reader, sent)[0] == {"n": number}


def test_a_packet_of_another_run_is_refused():
    (piece,) = packets(tag_of("other"), 1, {})
    with pytest.raises(PacketBroken):
        Reader(TAG, 1000).feed(piece)


def test_two_interleaved_frames_never_mix():
    reader = Reader(TAG, 1 << 20)
    one = list(packets(TAG, 1, {}, b"a" * 100_000))
    two = list(packets(TAG, 1, {}, b"b" * 100_000))
    assert reader.feed(one[0]) is None
    with pytest.raises(PacketBroken):
        reader.feed(two[0])
    for piece in (one[1], two[1]):
        with pytest.raises(PacketBroken):
            reader.feed(piece)


def test_a_frame_after_a_broken_one_is_read():
    reader = Reader(TAG, 1 << 20)
    with pytest.raises(PacketBroken):
        reader.feed(b"")
    assert feed_all(reader, packets(TAG, 2, {"k": 1})) == ({"k": 1}, b"")


def test_more_parts_than_allowed_are_refused_before_they_are_kept():
    piece = next(packets(TAG, 1, {}, b"x" * 1_000_000))
    with pytest.raises(PacketBroken):
        Reader(TAG, 1000).feed(piece)


@pytest.mark.parametrize("text", [b"[1]", b"{", b"\xff", b"[" * 9000, b"9" * 9000])
def test_a_header_that_is_no_small_object_is_refused(text):
    piece = struct.pack("!16sIHHI", TAG, 1, 0, 1, len(text)) + text
    with pytest.raises(PacketBroken):
        Reader(TAG, 1 << 20).feed(piece)


@settings(deadline=None)
@given(st.binary(max_size=100), st.booleans())
def test_any_bytes_give_a_frame_or_a_refusal(data, tagged):
    try:
        whole = Reader(TAG, 1000).feed(TAG + data if tagged else data)
    except PacketBroken:
        return
    assert whole is None or json.dumps(whole[0])
