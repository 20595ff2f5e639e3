"""One number per answer: threshold, direction, faults of the author's own, and the form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from qiskit import QuantumCircuit

from grader.answer.encode import encode
from grader.errors import CheckerFailed
from grader.judge.calls import Returned
from grader.judge.explain import render
from grader.judge.fault import Fault
from grader.judge.pack import pack, unpack
from grader.judge.run import judge
from grader.judge.task import Case, Task

MORE = {"formula": "objective-v1", "par": 4.0, "best": 6.0, "direction": "max"}
LESS = {"formula": "objective-v1", "par": 4.0, "best": 2.0}


def total(values, _expected):
    """The sum; a negative entry breaks a rule, more than five are over a limit."""
    if any(value < 0 for value in values):
        raise Fault(kind="wrong", en="An entry is negative.", ja="負の要素があります。")
    if len(values) > 5:
        raise Fault(kind="limit", en="Too many entries.", ja="要素が多すぎます。")
    if 13 in values:
        raise Fault(kind="form", key="keys", en="13 is no entry.", ja="13 は使えません。")
    return sum(values)


@pytest.fixture
def judged(exercise_of):
    def run(answer, *, template=(0.0, "..."), objective=total, **changes):
        exercise = exercise_of("objective", kind="list", **changes)
        template = list(template) if isinstance(template, tuple) else template
        task = Task(exercise=exercise, target=template, template=template, objective=objective)
        return judge(task, encode(answer))

    return run


@pytest.mark.parametrize(
    ("options", "answer", "outcome"),
    [
        ({"above": 3}, [1.0, 2.0], "AC"),
        ({"above": 3}, [1.0, 1.99], "WA"),
        ({"above": 3}, [3 - 1e-10], "AC"),
        ({"above": 3}, [3 - 1e-8], "WA"),
        ({"below": 3}, [3.0], "AC"),
        ({"below": 3}, [3.0 + 1e-8], "WA"),
        ({}, [1e6], "AC"),
        ({"below": 9, "above": 1}, [0.5], "WA"),
        ({"below": 9, "above": 1}, [9.5], "WA"),
    ],
)
def test_thresholds_hold_on_their_side_with_slack_for_rounding_only(
    options, answer, outcome, judged
):
    verdict = judged(answer, options=options)
    assert verdict.outcome == outcome
    assert verdict.reason.key == ("accepted" if outcome == "AC" else "objective")
    assert verdict.metrics["objective"] == pytest.approx(sum(answer))


@given(value=st.floats(0, 100), bound=st.floats(0.01, 100))
def test_a_value_is_accepted_exactly_on_the_right_side(exercise_of, value, bound):
    for name, right in (("above", value >= bound), ("below", value <= bound)):
        exercise = exercise_of("objective", kind="number", options={name: bound})
        task = Task(exercise=exercise, target=0.0, objective=lambda answer, _: answer)
        if abs(value - bound) > 2e-9:
            assert judge(task, encode(value)).accepted is right


def test_a_short_miss_is_told_from_a_long_one(judged):
    near = judged([2.99], options={"above": 3})
    far = judged([1.0], options={"above": 3})
    assert near.reason.params["pattern"] == "close"
    assert "pattern" not in far.reason.params
    for language in ("en", "ja"):
        texts = {render(verdict, language).what for verdict in (near, far)}
        assert len(texts) == 2
        assert all("≥ 3" in text for text in texts)


@pytest.mark.parametrize(
    ("answer", "outcome", "key"),
    [([-1.0, 9.0], "WA", "rule"), ([1.0] * 6, "LE", "rule"), ([13.0], "FE", "keys")],
)
def test_faults_of_the_author_are_verdicts_with_their_words(answer, outcome, key, judged):
    verdict = judged(answer)
    assert (verdict.outcome, verdict.reason.key, verdict.points) == (outcome, key, 0)
    if key == "rule":
        words = {language: render(verdict, language).what for language in ("en", "ja")}
        assert words == {"en": verdict.reason.params["en"], "ja": verdict.reason.params["ja"]}


@pytest.mark.parametrize(
    ("template", "answer", "key"),
    [
        ((0.0, "..."), [1.0, "a"], "type"),
        ((0.0, "..."), [1.0, True], "type"),
        ((0.0, "..."), [1.0, 1j], "type"),
        ((0.0, "..."), {"a": 1.0}, "type"),
        ((0.0, 0.0), [1.0], "length"),
        ((0.0, 0.0), [1.0, 2.0, 3.0], "length"),
        ((0,), [0.5], "type"),
        ((("a", "..."), "..."), [["x"], "y"], "type"),
        ({"...": 0.0}, {"a": "b"}, "type"),
        ({"...": 0.0}, {1: 2.0}, "keys"),
        ({"a": 0.0}, {"b": 1.0}, "keys"),
        (np.zeros((2, 2)), np.zeros(4), "length"),
        (np.zeros(2, dtype=bool), np.zeros(2), "type"),
        (QuantumCircuit(2), [1.0], "type"),
        (QuantumCircuit(2), QuantumCircuit(3), "width"),
    ],
)
def test_another_form_than_the_template_is_refused(template, answer, key, judged):
    verdict = judged(answer, template=template, objective=lambda *_: 1.0)
    assert (verdict.outcome, verdict.reason.key) == ("FE", key)


@pytest.mark.parametrize(
    ("template", "answer"),
    [
        ((0.0, "..."), []),
        ((0.0, 0.0), (1, np.float64(2))),
        ((0.0, 0.0), np.array([1.0, 2.0])),
        ((("a", "..."), "..."), [["x", "y"], []]),
        ({"...": 0.0}, {"a": 1, "b": 2.0}),
        (np.zeros(2, dtype=bool), np.array([0, 1])),
        (QuantumCircuit(2), QuantumCircuit(2)),
    ],
)
def test_the_forms_of_a_template_are_accepted(template, answer, judged):
    assert judged(answer, template=template, objective=lambda *_: 1.0).accepted


def test_the_cost_is_the_objective_in_parts_of_a_million(judged):
    verdict = judged([1.5, 3.0], score=LESS)
    assert (verdict.cost, verdict.points) == (4_500_000, 6_000)
    assert judged([3.0], score=LESS).points == 9_000
    assert judged([2.0], score=LESS).points == 10_000
    assert judged([3.0], score=MORE).points == 6_000
    assert judged([5.0], score=MORE).points == 9_000
    assert judged([6.0], score=MORE).merit == 100.0


def test_advice_on_a_measured_value_does_not_speak_of_gates(judged, exercise_of):
    verdict = judged([3.0], score=MORE)
    exercise = exercise_of("objective", kind="list", score=MORE)
    for language in ("en", "ja"):
        told = render(verdict, language, exercise)
        assert "4" in told.what
        assert "gate" not in told.next
        assert "ゲート" not in told.next


def test_an_objective_without_a_value_is_our_fault(judged):
    with pytest.raises(CheckerFailed, match="nan"):
        judged([1.0], objective=lambda *_: float("nan"))
    with pytest.raises(CheckerFailed, match="negative"):
        judged([1.0], objective=lambda *_: -1.0, score=LESS)


def answers(function):
    from grader.answer.decode import decode

    return lambda args: Returned(value=encode(function(*decode(args))))


def of_cases(exercise_of, cases, objective=lambda got, want: abs(got - want), **changes):
    exercise = exercise_of("function", result="number", **changes)
    hidden = tuple(Case(label=f"hidden {n}", args=(n,), expected=n**2) for n in cases)
    public = (Case(label="one", args=(1,), expected=1, public=True),)
    return Task(exercise=exercise, cases=public + hidden, panel=hidden, objective=objective)


@pytest.mark.parametrize(("over", "cost"), [("max", 3.0), ("total", 6.0), ("mean", 2.0)])
def test_costs_of_cases_are_joined_as_the_exercise_says(over, cost, exercise_of):
    score = {**LESS, "over": over}
    options = {"inner": "objective", "below": 10, "repeat": 0}
    task = of_cases(exercise_of, (1, 2, 3), score=score, options=options)
    verdict = judge(task, b"", call=answers(lambda n: float(n**2 + n)))
    assert verdict.cost == cost * 1e6
    assert verdict.metrics["objective"] == cost


def test_the_words_of_a_fault_are_kept_from_hidden_cases_unless_they_are_safe(exercise_of):
    def refuse(safe):
        def objective(got, want):
            if want > 1:
                raise Fault(kind="wrong", en=f"Not {want}.", ja=f"{want} でない。", safe=safe)
            return 0.0

        return objective

    options = {"inner": "objective", "repeat": 0}
    for safe in (True, False):
        task = of_cases(exercise_of, (7,), refuse(safe), options=options)
        verdict = judge(task, b"", call=answers(lambda n: n))
        assert verdict.reason.key == "rule"
        assert ("49" in render(verdict, "en").what) is safe
        assert ("49" in str(verdict.reason.params)) is safe


def test_practice_looks_at_the_form_with_the_template_of_the_pack(exercise_of):
    exercise = exercise_of("objective", kind="list", practice="form")
    template = [["a", "..."], "..."]
    task = Task(exercise=exercise, target=template, template=template, form_only=True)
    practice = unpack(pack(task))
    assert practice.objective is None
    assert judge(practice, encode([["x"]])).reason.key == "form-only"
    assert judge(practice, encode(["x"])).outcome == "FE"


def test_a_fault_of_an_unknown_kind_is_our_fault():
    with pytest.raises(CheckerFailed, match="kind"):
        Fault(kind="odd", en="a", ja="b")


@pytest.mark.parametrize("number", [1e308, -1e308, 1.1e100, np.array([1.0, 1e300])])
def test_a_number_with_which_one_cannot_calculate_is_an_error_of_form(number, judged):
    verdict = judged([number], template=None, objective=lambda *_: float("nan"))
    assert (verdict.outcome, verdict.reason.key) == ("FE", "nan")
    assert all("1e+100" in render(verdict, language).what for language in ("en", "ja"))


def test_a_large_number_that_can_be_calculated_with_is_judged(judged):
    assert judged([1e100]).accepted
