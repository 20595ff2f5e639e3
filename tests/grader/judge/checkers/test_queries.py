"""Checker `queries`: what is counted, when it is refused, and what a right answer must be."""

import contextlib

import numpy as np
import pytest
from qiskit import QuantumCircuit
from qiskit.circuit import Gate

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.answer.service import BudgetExceeded, ServiceRefused
from grader.errors import AnswerError, CheckerFailed
from grader.judge.calls import Returned
from grader.judge.explain import message
from grader.judge.task import Case, Likely, Metered, Oracle, Runner
from grader.limits import Limits
from grader.verdict import Outcome

FLIPS = QuantumCircuit(2)
FLIPS.cx(0, 1)
FLIPS.h(0)


def calling(function):
    """Call a function the way the sandbox does, requests included."""

    def call(data, serve=None):
        def ask(service, args):
            served = serve(service, encode(args))
            if served.refused is None:
                return decode(served.value)
            kind, text = served.refused
            raise (BudgetExceeded if kind == "budget" else ServiceRefused)(text)

        try:
            result = function(*decode(data, ask=ask))
        except Exception as error:
            return Returned(error=(type(error).__name__, str(error)))
        try:
            return Returned(value=encode(result))
        except AnswerError as error:
            return Returned(refused=(error.code, error.path, error.detail))

    return call


@pytest.fixture
def asked(judged):
    """Judge a function whose results an inner checker compares."""

    def run(function, *cases, inner="state", result="circuit", **changes):
        options = {"inner": inner, **changes.pop("options", {})}
        return judged(
            *("queries", None, None), call=calling(function), cases=cases, options=options,
            kind="function", result=result, **changes,
        )  # fmt: skip

    return run


def flips(limits=None, public=True):
    args = (Oracle("f", FLIPS),)
    return Case(label="flips", args=args, expected=FLIPS, public=public, limits=limits)


def using(*steps, width=2):
    def answer(f):
        circuit = QuantumCircuit(width)
        for step in steps:
            step(circuit, f)
        return circuit

    return answer


def once(circuit, f):
    circuit.append(f, [0, 1])


def undone(circuit, f):
    circuit.append(f.inverse(), [0, 1])


def test_the_oracle_acts_is_counted_and_costs_no_gates(asked):
    verdict = asked(using(once), flips(), limits={"queries": 1, "n2q": 0})
    assert verdict.accepted
    assert (verdict.metrics["queries"], verdict.metrics["n2q"], verdict.metrics["n1q"]) == (1, 0, 0)


def test_what_the_learner_adds_is_metered(asked):
    extra = using(lambda c, _: [c.cx(0, 1), c.cx(0, 1)], once)
    verdict = asked(extra, flips(), limits={"queries": 1, "n2q": 1})
    assert (verdict.outcome, verdict.reason.key) == (Outcome.LIMIT_EXCEEDED, "n2q")


@pytest.mark.parametrize(
    ("steps", "uses"),
    [
        ((once, undone, once), 3),
        ((lambda c, f: c.append(f.power(0), [0, 1]), once), 1),
        ((lambda c, f: c.append(f.repeat(2), [0, 1]), undone), 3),
        ((lambda c, f: c.append(f.power(3), [0, 1]), undone, undone), 5),
    ],
)
def test_right_with_too_many_uses_is_over_the_limit(asked, steps, uses):
    verdict = asked(using(*steps), flips(), limits={"queries": uses - 1})
    if uses == 1:
        verdict = asked(using(*steps), flips(), limits={"queries": 1})
        assert verdict.accepted
        return
    assert (verdict.outcome, verdict.reason.key) == (Outcome.LIMIT_EXCEEDED, "queries")
    assert (verdict.reason.params["value"], verdict.reason.params["limit"]) == (uses, uses - 1)
    assert asked(using(*steps), flips(), limits={"queries": uses}).metrics["queries"] == uses


def test_wrong_with_too_many_uses_is_wrong(asked):
    verdict = asked(using(once, once), flips(), limits={"queries": 1})
    assert verdict.outcome is Outcome.WRONG_ANSWER


def test_so_many_uses_that_nothing_can_be_judged_are_over_the_limit(asked):
    def answer(f):
        circuit = QuantumCircuit(2)
        circuit.append(f.power(-(1 << 20)), [0, 1])
        return circuit

    verdict = asked(answer, flips(), limits={"queries": 5})
    assert (verdict.outcome, verdict.reason.key) == (Outcome.LIMIT_EXCEEDED, "queries")
    unlimited = asked(answer, flips())
    assert (unlimited.outcome, unlimited.reason.key) == (Outcome.LIMIT_EXCEEDED, "operations")


def test_gates_of_the_oracle_are_not_held_against_an_allow_list(asked):
    verdict = asked(using(once), flips(), gates=("x",))
    assert verdict.accepted
    refused = asked(using(once, lambda c, _: c.z(0)), flips(), gates=("x",))
    assert (refused.outcome, refused.reason.key) == (Outcome.FORM_ERROR, "gate-list")


def test_a_gate_of_the_same_name_is_no_oracle(asked):
    verdict = asked(using(lambda c, _: c.append(Gate("f", 2, []), [0, 1])), flips())
    assert (verdict.outcome, verdict.reason.key) == (Outcome.FORM_ERROR, "opaque-gate")


def test_an_oracle_behind_a_measurement_is_a_measurement_on_the_way(asked):
    def answer(f):
        circuit = QuantumCircuit(2, 2)
        circuit.measure([0, 1], [0, 1])
        circuit.append(f, [0, 1])
        return circuit

    case = Case(label="m", args=(Oracle("f", FLIPS),), expected={"00": 1.0}, public=True)
    verdict = asked(answer, case, inner="distribution")
    assert verdict.outcome is Outcome.FORM_ERROR


def coin(public=True, **limits):
    own = Limits(**limits) if limits else None
    case = Case(label="coin", args=(Runner("run"),), expected=1, public=public)
    return case if own is None else Case(**{**vars_of(case), "limits": own})


def vars_of(case):
    return {name: getattr(case, name) for name in ("label", "args", "expected", "public")}


def tossed(shots):
    circuit = QuantumCircuit(1)
    circuit.h(0)
    circuit.measure_all()

    def answer(run):
        run(circuit, shots)
        return 1

    return answer


def test_shots_are_counted_and_the_largest_case_is_the_metric(asked):
    cases = (coin(), coin())
    verdict = asked(tossed(30), *cases, inner="value", result="number", limits={"shots": 30})
    assert verdict.accepted
    assert verdict.metrics == {"shots": 30}


def test_over_the_limit_whatever_comes_back(asked):
    def answer(run):
        for _ in range(3):
            with contextlib.suppress(BudgetExceeded):
                tossed(20)(run)
        return 0

    verdict = asked(answer, coin(), inner="value", result="number", limits={"shots": 50})
    assert (verdict.outcome, verdict.reason.key) == (Outcome.LIMIT_EXCEEDED, "shots")
    assert (verdict.reason.params["value"], verdict.reason.params["limit"]) == (60, 50)
    for language in ("en", "ja"):
        assert "60" in message(verdict, language)


def test_a_hidden_case_with_a_limit_of_its_own_keeps_its_numbers(asked):
    case = coin(public=False, shots=5)
    verdict = asked(tossed(7), case, inner="value", result="number")
    assert (verdict.outcome, verdict.reason.key) == (Outcome.LIMIT_EXCEEDED, "shots")
    assert "value" not in verdict.reason.params
    assert message(verdict, "en")
    assert message(verdict, "ja")


def test_a_refused_request_that_nobody_catches_says_which(asked):
    def answer(run):
        return run(QuantumCircuit(1), 5)

    verdict = asked(answer, coin(), inner="value", result="number")
    assert (verdict.outcome, verdict.reason.key) == (Outcome.RUN_TIME_ERROR, "service")
    assert verdict.reason.params["pattern"] == "circuit"
    assert "measures nothing" in message(verdict, "en")
    hidden = asked(answer, coin(public=False), inner="value", result="number")
    assert "message" not in hidden.reason.params


def test_an_error_that_only_looks_like_a_refusal_is_an_error(asked):
    def answer(run):
        raise ServiceRefused("made up")

    verdict = asked(answer, coin(), inner="value", result="number")
    assert verdict.reason.key == "call-error"


def test_samples_are_the_same_when_judged_again_and_differ_between_cases(asked):
    seen = []
    circuit = QuantumCircuit(8)
    circuit.h(range(8))
    circuit.measure_all()

    def answer(run):
        seen.append((run(circuit, 40), run(circuit, 40)))
        return 1

    cases = (coin(), coin())
    for _ in range(2):
        assert asked(answer, *cases, inner="value", result="number").accepted
    calls = len(seen) // 2
    assert seen[:calls] == seen[calls:]
    assert seen[0] != seen[1]
    assert seen[0][0] != seen[0][1]
    # The last cases are asked again: with the same samples.
    assert seen[2:4] == [seen[1], seen[0]]


def test_an_oracle_in_a_circuit_that_is_run_counts_for_each_shot(asked):
    secret = QuantumCircuit(1)
    secret.x(0)

    def answer(run, f):
        circuit = QuantumCircuit(1, 1)
        circuit.append(f.power(3), [0])
        circuit.measure(0, 0)
        return run(circuit, 4)

    case = Case(label="x", args=(Runner("run"), Oracle("f", secret)), expected={"1": 4})
    verdict = asked(answer, case, inner="value", result="dict", limits={"queries": 12})
    assert verdict.accepted
    assert verdict.metrics == {"shots": 4, "queries": 12}
    over = asked(answer, case, inner="value", result="dict", limits={"queries": 11})
    assert (over.outcome, over.reason.key) == (Outcome.LIMIT_EXCEEDED, "queries")


def test_a_metered_function_is_called_by_the_judge(asked):
    case = Case(label="s", args=(Metered("f", lambda x: x**2), 3.0), expected=9.0, public=True)
    verdict = asked(lambda f, x: f(np.float64(x)), case, inner="value", result="number",
                    limits={"queries": 1})  # fmt: skip
    assert verdict.accepted
    assert verdict.metrics == {"queries": 1}


def test_likely_outcomes_of_a_circuit_with_an_oracle(asked):
    expected = Likely(outcomes=("11",), at_least=0.5)
    case = Case(label="d", args=(Oracle("f", FLIPS),), expected=expected, public=True)

    def answer(f):
        circuit = QuantumCircuit(2, 2)
        circuit.x(0)
        circuit.append(f, [0, 1])
        circuit.h(0)
        circuit.measure([0, 1], [0, 1])
        return circuit

    assert asked(answer, case, inner="distribution").accepted


def test_two_things_of_one_name_are_a_bug_of_the_exercise(asked):
    case = Case(label="x", args=(Runner("f"), Oracle("f", FLIPS)), expected=1)
    with pytest.raises(CheckerFailed, match="same name"):
        asked(lambda *_: 1, case, inner="value", result="number")
