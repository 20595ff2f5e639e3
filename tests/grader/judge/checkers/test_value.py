"""Checker `value`. |x - y| <= abs + rel |y|, the bound included."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answer.encode import encode
from grader.errors import AnswerMalformed
from grader.verdict import Outcome

FLOATS = st.floats(-1e6, 1e6, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(
    target=st.lists(FLOATS, min_size=1, max_size=6),
    tolerance=st.floats(1e-6, 1),
    share=st.floats(-3, 3),
    data=st.data(),
)
def test_tolerance_is_exact_on_both_sides(target, tolerance, share, data, judged):
    which = data.draw(st.integers(0, len(target) - 1))
    answer = list(target)
    answer[which] += share * tolerance
    off = abs(answer[which] - target[which])
    verdict = judged("value", target, answer, options={"abs": tolerance})
    if not math.isclose(off, tolerance, rel_tol=1e-9):
        assert verdict.accepted == (off <= tolerance)


def test_relative_and_absolute_tolerance_add(judged):
    options = {"abs": 0.5, "rel": 0.01}
    assert judged("value", 100.0, 101.5, kind="number", options=options).accepted
    assert not judged("value", 100.0, 101.6, kind="number", options=options).accepted


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ([1.0, 2.0], (1, 2)),
        ([1.0, 2.0], np.array([1.0, 2.0])),
        ([1.0, 2.0], [np.float32(1), np.int64(2)]),
        ({"a": 1, "b": [2.0, "x"]}, {"b": [2, "x"], "a": 1.0}),
        (np.eye(2), [[1, 0], [0, 1]]),
        (1 + 1j, 1 + 1j),
        ("0110", "0110"),
        (2, -0.0 + 2),
    ],
)
def test_equal_values_in_other_clothes_are_accepted(target, answer, judged):
    assert judged("value", target, answer).accepted


@pytest.mark.parametrize(
    ("target", "answer", "key"),
    [
        ([1.0, 2.0], [1.0], "length"),
        ([1.0, 2.0], [1.0, True], "type"),
        ([1.0, 2.0], [1.0, 2j], "type"),
        ([1.0, 2.0], [1.0, "2"], "type"),
        ([1.0, 2.0], {"0": 1.0}, "type"),
        ([1.0, 2.0], None, "type"),
        ({"a": 1}, {"b": 1}, "keys"),
        ({"a": 1}, [1], "type"),
        (np.eye(2), np.eye(3), "length"),
        (np.eye(2), np.array([["a", "b"], ["c", "d"]]) == "a", "type"),
        ("01", 1, "type"),
        (True, 1, "type"),
    ],
)
def test_other_form_is_a_form_error(target, answer, key, judged):
    verdict = judged("value", target, answer)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.FORM_ERROR, key)


@pytest.mark.parametrize("bad", [math.nan, math.inf, np.array([1, math.nan])])
def test_nan_never_reaches_the_judge(bad):
    with pytest.raises(AnswerMalformed) as caught:
        encode([bad])
    assert caught.value.code == "nan"


@pytest.mark.parametrize(
    ("answer", "key", "pattern"),
    [
        ([0.5, 1, 0.433, -0.75], "sign", None),
        ([0.75, 0.433, 1, 0.5], "value", "reversed"),
        ([0.5, 0.98, 0.41, 0.73], "value", "close"),
        ([0.5, 2, 0.433, 0.75], "value", "factor"),
        ([0.5, 0.1, 0.433, 0.75], "value", None),
    ],
)
def test_typical_mistakes_have_their_own_text(answer, key, pattern, judged):
    verdict = judged("value", [0.5, 1, 0.433, 0.75], answer, options={"abs": 1e-3})
    assert (verdict.reason.key, verdict.reason.params.get("pattern")) == (key, pattern)


def test_exact_integers_may_not_be_rounded(judged):
    options = {"rel": 0.01, "exact": True}
    assert judged("value", [116, 7.2], [116, 7.21], options=options).accepted
    assert not judged("value", [116, 7.2], [117, 7.2], options=options).accepted


def test_invented_counts_are_refused(judged):
    """Counts that miss shots, are negative, of floats, or have odd keys never pass."""
    target = {"00": 512, "11": 512}
    for answer in (
        {"00": 512, "11": 511},
        {"00": 1536, "11": -512},
        {"00": 512.5, "11": 511.5},
        {"00": 512, "11": 512, "111": 0},
        {str(number): 1 for number in range(10_000)},
    ):
        assert not judged("value", target, answer, options={"exact": True}).accepted


def test_a_text_that_is_right_backwards_is_told_so(judged):
    verdict = judged("value", "011", "110", kind="bitstring")
    assert verdict.reason.params == {"observed": "110", "pattern": "mirrored"}
    other = judged("value", "011", "000", kind="bitstring")
    assert other.reason.params == {"observed": "000"}
    mixed = judged("value", ["011", "01"], ["110", "11"])
    assert "pattern" not in mixed.reason.params


@pytest.mark.parametrize("target", [[1 + 1j], np.array([1 + 1j, 2.0])])
def test_a_complex_number_whose_size_overflows_is_wrong(target, judged):
    answer = np.full(len(target), complex(1.7e308, -1.7e308))
    verdict = judged("value", target, answer)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.WRONG_ANSWER, "value")
    assert judged("value", target, np.array(target) + 5e-10j).accepted
