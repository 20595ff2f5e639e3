"""Checker `function`: calls, hidden cases, repeats, and what a verdict may tell of them."""

import itertools
import json

import numpy as np
import pytest
from qiskit import QuantumCircuit

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.errors import AnswerError, CheckerFailed
from grader.judge.calls import Returned
from grader.judge.explain import message
from grader.judge.task import Case
from grader.limits import Limits
from grader.verdict import Outcome

SECRET = "7319"  # digits that no honest text of ours contains
INNER = {"inner": "state"}


def calling(function):
    """Call a function the way the sandbox does: bytes in, bytes or a fault out."""

    def call(data):
        try:
            result = function(*decode(data))
        except Exception as error:
            return Returned(error=(type(error).__name__, str(error)))
        try:
            return Returned(value=encode(result))
        except AnswerError as error:
            return Returned(refused=(error.code, error.path, error.detail))

    return call


def bits(label):
    circuit = QuantumCircuit(len(label))
    for qubit, letter in enumerate(reversed(label)):
        if letter == "1":
            circuit.x(qubit)
    return circuit


def case(label, public):
    name = f"public {label}" if public else {"en": "a long one", "ja": "長いもの"}
    return Case(label=name, args=(label,), expected=label, public=public)


CASES = (case("01", public=True), case("1101", public=False), case("10011", public=False))


def test_right_function_is_accepted_and_costs_are_maxima(judged):
    verdict = judged("function", None, None, call=calling(bits), cases=CASES, options=INNER)
    assert verdict.accepted
    assert verdict.metrics["n1q"] == 3
    assert verdict.metrics["qubits"] == 5


def test_panel_alone_gives_the_cost_where_there_is_a_formula(judged):
    panel = (case("01", public=False),)
    verdict = judged(
        "function",
        None,
        None,
        call=calling(bits),
        cases=CASES,
        panel=panel,
        options=INNER,
        score={"formula": "nisq-v1", "par": 2, "best": 1},
    )
    assert (verdict.cost, verdict.points) == (1, 10_000)


def test_table_of_public_cases_fails_on_hidden_ones(judged):
    def table(label):
        return bits("01" if label == "01" else "0" * len(label))

    verdict = judged("function", None, None, call=calling(table), cases=CASES, options=INNER)
    assert verdict.outcome is Outcome.WRONG_ANSWER
    assert verdict.reason.params["hidden"] is True
    assert verdict.picture is None


def leaking(label):
    if label == "01":
        return bits(label)
    raise type(f"E{label}", (Exception,), {})(f"the input was {label}")


def leaking_name(label):
    if label == "01":
        return bits(label)
    circuit = bits(label)
    circuit.x(0)
    circuit.name = label
    return circuit


@pytest.mark.parametrize(
    "wrong",
    [
        leaking,
        leaking_name,
        lambda label: bits(label) if label == "01" else label,
        lambda label: bits(label) if label == "01" else QuantumCircuit(int(label) % 30 + 6),
        lambda label: bits(label) if label == "01" else [label, int(label)],
        lambda label: bits(label if label == "01" else label[::-1]),
    ],
)
def test_verdict_tells_nothing_of_a_hidden_input(wrong, judged):
    hidden = case("110" + "1" * 4, public=False)
    secret = Case(label="far away", args=(hidden.args[0],), expected=hidden.expected)
    verdict = judged(
        "function", None, None, call=calling(wrong), cases=(CASES[0], secret), options=INNER
    )
    assert not verdict.accepted
    shown = json.dumps(verdict.to_json()) + message(verdict, "en") + message(verdict, "ja")
    for word in ("1101111", "1111011", "1101", "|"):
        assert word not in shown.replace(verdict.versions["digest"], "")
    assert "far away" in message(verdict, "en")


def test_public_case_is_explained_in_full(judged):
    verdict = judged(
        "function", None, None, call=calling(lambda label: bits(label[::-1])), cases=CASES,
        options=INNER,
    )  # fmt: skip
    assert verdict.reason.key == "bit-order"
    assert verdict.picture is not None
    assert "public 01" in message(verdict, "ja")


def test_result_that_changes_between_equal_calls_is_wrong(judged):
    count = itertools.count()

    def fickle(label):
        return bits(label) if next(count) < len(CASES) else bits("0" * len(label))

    verdict = judged("function", None, None, call=calling(fickle), cases=CASES, options=INNER)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.WRONG_ANSWER, "not-deterministic")


def test_other_spelling_of_a_right_result_is_accepted(judged):
    count = itertools.count()

    def unseeded(label):
        circuit = bits(label)
        circuit.global_phase = next(count) * 0.1
        return circuit

    verdict = judged("function", None, None, call=calling(unseeded), cases=CASES, options=INNER)
    assert verdict.accepted


def test_limit_of_a_case_is_checked_and_wrong_later_counts_more(judged):
    limited = tuple(
        Case(label=str(i), args=(label,), expected=label, public=True, limits=Limits(n1q=most))
        for i, (label, most) in enumerate([("11", 1), ("01", 1)])
    )
    over = judged("function", None, None, call=calling(bits), cases=limited, options=INNER)
    assert (over.outcome, over.reason.key) == (Outcome.LIMIT_EXCEEDED, "n1q")
    assert over.reason.params["value"] == 2

    def wrong_later(label):
        return bits("11")

    wrong = judged("function", None, None, call=calling(wrong_later), cases=limited, options=INNER)
    assert wrong.outcome is Outcome.WRONG_ANSWER


@pytest.mark.parametrize(
    ("result", "outcome", "key"),
    [
        (Returned(ended=Outcome.TIME_LIMIT_EXCEEDED), Outcome.TIME_LIMIT_EXCEEDED, "call-time"),
        (
            Returned(ended=Outcome.MEMORY_LIMIT_EXCEEDED),
            Outcome.MEMORY_LIMIT_EXCEEDED,
            "call-memory",
        ),
        (
            Returned(ended=Outcome.OUTPUT_LIMIT_EXCEEDED),
            Outcome.OUTPUT_LIMIT_EXCEEDED,
            "call-output",
        ),
        (Returned(ended=Outcome.SANDBOX_VIOLATION), Outcome.SANDBOX_VIOLATION, "call-violation"),
        (Returned(ended=Outcome.RUN_TIME_ERROR), Outcome.RUN_TIME_ERROR, "call-crash"),
        (Returned(error=("ValueError", "no")), Outcome.RUN_TIME_ERROR, "call-error"),
        (Returned(error=("NotImplementedError", "")), Outcome.NOT_ANSWERED, "starter"),
        (Returned(error=("MemoryError", "")), Outcome.MEMORY_LIMIT_EXCEEDED, "call-memory"),
        (Returned(refused=("nan", "$", "")), Outcome.FORM_ERROR, "nan"),
        (Returned(refused=("operations", "$", "")), Outcome.LIMIT_EXCEEDED, "operations"),
        (Returned(value=b"\x80garbage"), Outcome.FORM_ERROR, "encoding"),
        (Returned(), Outcome.FORM_ERROR, None),
    ],
)
def test_each_end_of_a_call_has_its_verdict(result, outcome, key, judged):
    verdict = judged("function", None, None, call=lambda _: result, cases=CASES, options=INNER)
    assert verdict.outcome is outcome
    assert key is None or verdict.reason.key == key


def test_function_on_values_uses_the_value_checker(judged):
    cases = tuple(
        Case(label=str(x), args=(x,), expected={"twice": 2 * x}, public=x == 1) for x in (1, 2.5)
    )
    options = {"inner": "value", "abs": 1e-6}
    right = judged(
        "function", None, None, call=calling(lambda x: {"twice": np.float64(2 * x)}),
        cases=cases, options=options, result="dict",
    )  # fmt: skip
    assert right.accepted
    wrong = judged(
        "function", None, None, call=calling(lambda x: {"twice": x**2 + 1}),
        cases=cases, options=options, result="dict",
    )  # fmt: skip
    assert (wrong.reason.key, wrong.reason.params["hidden"]) == ("value", True)


def test_large_results_over_a_limit_end_the_judgement(judged):
    called = []

    def endless(label):
        called.append(label)
        circuit = bits(label)
        for _ in range(5000):
            circuit.x(0)
            circuit.x(0)
        return circuit

    cases = tuple(case(f"{number:06b}", public=False) for number in range(20))
    verdict = judged(
        "function", None, None, call=calling(endless), cases=cases, options=INNER,
        limits={"n1q": 6, "answer_kib": 256},
    )  # fmt: skip
    assert (verdict.outcome, verdict.reason.key) == (Outcome.LIMIT_EXCEEDED, "n1q")
    assert 1 < len(called) < 5


def test_more_cases_than_calls_is_our_fault(judged):
    with pytest.raises(CheckerFailed, match=r"limits\.calls"):
        judged(
            "function", None, None, call=calling(bits), cases=CASES, options=INNER,
            limits={"calls": 2},
        )  # fmt: skip
