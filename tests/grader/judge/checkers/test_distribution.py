"""Checker `distribution`. Smallest refused deviation: a total variation distance above 1e-6."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import ClassicalRegister, QuantumCircuit
from qiskit.quantum_info import Statevector

from grader.errors import CheckerFailed
from grader.judge.blank import blank
from grader.judge.branches import simulate
from grader.judge.explain import message
from grader.judge.likely import Likely
from grader.judge.pack import pack, unpack
from grader.judge.program import Program
from grader.judge.run import judge
from grader.judge.task import Case, Input, Task
from grader.verdict import Outcome
from tests.strategies import circuits, mutants, rewrites

BELL = {"00": 0.5, "11": 0.5}
DYNAMIC = {"dynamic": True}


def bell():
    circuit = QuantumCircuit(2, 2)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.measure([0, 1], [0, 1])
    return circuit


def probabilities(circuit):
    weights = Statevector(circuit).probabilities()
    width = circuit.num_qubits
    found = {f"{i:0{width}b}": float(w) for i, w in enumerate(weights) if w > 1e-14}
    return {label: weight / sum(found.values()) for label, weight in found.items()}


def measured(circuit):
    done = QuantumCircuit(circuit.num_qubits, circuit.num_qubits)
    done.compose(circuit, inplace=True)
    done.measure(range(circuit.num_qubits), range(circuit.num_qubits))
    return done


@settings(max_examples=40, deadline=None)
@given(circuit=circuits(4, 8), data=st.data())
def test_rewritten_circuit_is_accepted(circuit, data, judged):
    other = measured(data.draw(rewrites(circuit)))
    verdict = judged("distribution", probabilities(circuit), other)
    assert (verdict.outcome, verdict.method) == (Outcome.ACCEPTED, "statevector")


@settings(max_examples=60, deadline=None)
@given(circuit=circuits(4, 8), data=st.data())
def test_circuit_with_a_mistake_that_shows_is_refused(circuit, data, judged):
    other = data.draw(mutants(circuit))
    wanted, got = probabilities(circuit), probabilities(other)
    away = sum(abs(wanted.get(k, 0) - got.get(k, 0)) for k in {*wanted, *got}) / 2
    if 0.5e-6 < away < 2e-6:  # so near the tolerance rounding may decide
        return
    on_qubits = {"measured": list(range(circuit.num_qubits))}
    for answer, options in ((measured(other), {}), (other, on_qubits)):
        verdict = judged("distribution", wanted, answer, options=options)
        assert verdict.accepted is bool(away < 1e-6)


@pytest.mark.parametrize(("away", "accepted"), [(0.9e-6, True), (1.1e-6, False)])
def test_tolerance_separates_neighbouring_weights(away, accepted, judged):
    circuit = QuantumCircuit(1, 1)
    circuit.ry(2 * math.asin(math.sqrt(0.5 + away)), 0)
    circuit.measure(0, 0)
    verdict = judged("distribution", {"0": 0.5, "1": 0.5}, circuit)
    assert verdict.accepted is accepted
    if not accepted:
        assert verdict.reason.params["pattern"] == "close"


@pytest.mark.parametrize(("weight", "accepted"), [(0.9401, True), (0.9399, False)])
def test_likely_outcome_must_reach_its_bound(weight, accepted, judged):
    circuit = QuantumCircuit(1, 1)
    circuit.ry(2 * math.asin(math.sqrt(weight)), 0)
    circuit.measure(0, 0)
    wanted = Likely(outcomes=("1",), at_least=0.94)
    verdict = judged("distribution", wanted, circuit)
    assert verdict.accepted is accepted
    if not accepted:
        assert verdict.reason.params["pattern"] == "rare"
        assert verdict.picture["wanted"] == [False, True]


def test_near_miss_is_told_with_as_many_digits_as_it_takes(judged):
    circuit = QuantumCircuit(1, 1)
    circuit.ry(2 * math.asin(math.sqrt(0.99896)), 0)
    circuit.measure(0, 0)
    params = judged("distribution", Likely(outcomes=("1",), at_least=0.999), circuit).reason.params
    assert (params["observed"], params["bound"]) == ("99.896 %", "99.9 %")


def test_most_likely_means_above_each_outcome_that_is_not_listed(judged):
    circuit = QuantumCircuit(2, 2)
    circuit.ry(2 * math.asin(math.sqrt(0.6)), 0)
    circuit.h(1)
    circuit.measure([0, 1], [0, 1])
    right = Likely(outcomes=("01", "00"), most_likely=True)
    tied = Likely(outcomes=("01",), most_likely=True)  # 11 is as likely
    both = Likely(outcomes=("01", "11"), most_likely=True)
    assert not judged("distribution", right, circuit).accepted
    assert not judged("distribution", tied, circuit).accepted
    assert judged("distribution", both, circuit).accepted


def test_dynamic_circuit_is_judged_over_its_branches(judged):
    circuit = QuantumCircuit(1, 2)
    circuit.h(0)
    circuit.measure(0, 0)
    with circuit.if_test((circuit.clbits[0], 1)):
        circuit.h(0)
    circuit.measure(0, 1)
    wanted = {"00": 0.5, "01": 0.25, "11": 0.25}
    verdict = judged("distribution", wanted, circuit, options=DYNAMIC)
    assert (verdict.outcome, verdict.method) == (Outcome.ACCEPTED, "branches")
    refused = judged("distribution", wanted, circuit)
    assert (refused.reason.key, refused.reason.params["gate"]) == ("measurement", "if")


def test_reset_and_reuse_of_a_qubit_is_judged(judged):
    circuit = QuantumCircuit(1, 2)
    circuit.h(0)
    circuit.measure(0, 0)
    circuit.reset(0)
    circuit.measure(0, 1)
    assert judged("distribution", {"00": 0.5, "01": 0.5}, circuit, options=DYNAMIC).accepted


def test_several_registers_read_as_one_label(judged):
    circuit = QuantumCircuit(2)
    circuit.add_register(ClassicalRegister(1, "low"), ClassicalRegister(1, "high"))
    circuit.x(1)
    circuit.measure([0, 1], [0, 1])
    assert judged("distribution", {"10": 1.0}, circuit).accepted


@settings(max_examples=40, deadline=None)
@given(circuit=circuits(3, 8, dynamic=True), data=st.data())
def test_dynamic_circuit_reads_the_same_after_relabelling(circuit, data, judged):
    order = data.draw(st.permutations(range(circuit.num_qubits)))
    moved = QuantumCircuit(circuit.num_qubits)
    moved.add_register(*circuit.cregs)
    moved.compose(circuit, qubits=order, inplace=True)
    moved.measure(order[0], 0)
    circuit.measure(0, 0)
    outcomes = simulate(Program.of(circuit)).outcomes()
    width = circuit.num_clbits
    wanted = {f"{bits:0{width}b}": w / sum(outcomes.values()) for bits, w in outcomes.items()}
    assert judged("distribution", wanted, moved, options=DYNAMIC).accepted


def test_marginal_of_named_qubits_ignores_the_others(judged):
    circuit = QuantumCircuit(3)
    circuit.h(0)
    circuit.x(2)
    circuit.cx(2, 1)
    verdict = judged("distribution", {"11": 1.0}, circuit, options={"measured": [2, 1]})
    assert verdict.accepted


@pytest.mark.parametrize(
    ("change", "key", "pattern"),
    [
        (lambda c: c.x(0), "measurement", "midway"),
        (lambda c: c.measure(0, 1), "measurement", "midway"),
        (lambda c: c.reset(0), "measurement", None),
        (lambda c: c.measure_all(), "width", "clbits"),
    ],
)
def test_errors_of_form_name_the_operation(change, key, pattern, judged):
    circuit = bell()
    change(circuit)
    verdict = judged("distribution", BELL, circuit)
    assert verdict.outcome is Outcome.FORM_ERROR
    assert (verdict.reason.key, verdict.reason.params.get("pattern")) == (key, pattern)


def test_circuit_without_measurement_is_told_to_measure(judged):
    circuit = QuantumCircuit(2, 2)
    circuit.h(0)
    assert judged("distribution", BELL, circuit).reason.key == "unmeasured"


def test_measurement_is_refused_where_the_judge_reads_the_qubits(judged):
    verdict = judged("distribution", BELL, bell(), options={"measured": [0, 1]})
    assert verdict.reason.key == "measurement"


def test_width_option_fixes_the_number_of_qubits(judged):
    circuit = QuantumCircuit(3, 2)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.measure([0, 1], [0, 1])
    assert judged("distribution", BELL, circuit).accepted
    assert judged("distribution", BELL, circuit, options={"width": 2}).reason.key == "width"


def made(*gates, bits=((0, 0), (1, 1), (2, 2))):
    circuit = QuantumCircuit(3, 3)
    for name, *args in gates:
        getattr(circuit, name)(*args)
    for qubit, bit in bits:
        circuit.measure(qubit, bit)
    return circuit


@pytest.mark.parametrize(
    ("circuit", "pattern"),
    [
        (made(("x", 1), ("ry", 1.0, 0), bits=((2, 0), (1, 1), (0, 2))), "reversed"),
        (made(("x", 1), ("ry", 1.0, 0), bits=((1, 0), (0, 1), (2, 2))), "permuted"),
        (made(("x", 1), ("ry", 1.0, 0), ("x", 2)), "flipped"),
        (made(("h", 0), ("h", 1), ("h", 2)), "uniform"),
        (made(("x", 1), ("ry", 1.01, 0)), "close"),
        (made(("x", 1), ("ry", 1.0, 0), ("cx", 0, 2)), "support"),
        (made(("x", 1), ("ry", 1.6, 0)), "weights"),
    ],
)
def test_each_typical_mistake_has_its_own_text(circuit, pattern, judged):
    wanted = {"010": math.cos(0.5) ** 2, "011": math.sin(0.5) ** 2}
    verdict = judged("distribution", wanted, circuit)
    assert verdict.reason.params["pattern"] == pattern
    shown = {message(verdict, language) for language in ("en", "ja")}
    assert len(shown) == 2
    assert all("{" not in text for text in shown)
    assert sum(verdict.picture["expected"]) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("gates", "pattern"),
    [
        ([("x", 2), ("x", 1)], "mirrored"),
        ([("h", 0), ("h", 1), ("h", 2)], "flat"),
        ([("x", 0), ("ry", 1.0, 1)], "rare"),
    ],
)
def test_reasons_for_an_unlikely_outcome_differ(gates, pattern, judged):
    wanted = Likely(outcomes=("011",), at_least=0.9)
    verdict = judged("distribution", wanted, made(*gates))
    assert (verdict.reason.key, verdict.reason.params["pattern"]) == ("unlikely", pattern)


def test_hidden_case_of_a_function_reveals_no_outcome(judged):
    from grader.answer.encode import encode
    from grader.judge.calls import Returned

    case = Case(label="some string", args=(3,), expected=Likely(outcomes=("110",), at_least=1))
    verdict = judged(
        "function",
        None,
        None,
        call=lambda _: Returned(value=encode(made(("x", 0)))),
        cases=(case,),
        options={"inner": "distribution", "repeat": 0},
    )
    assert (verdict.outcome, verdict.picture) == (Outcome.WRONG_ANSWER, None)
    assert "110" not in json.dumps(dict(verdict.reason.params))
    assert "110" not in message(verdict, "en") + message(verdict, "ja")


def test_inputs_are_prepared_before_the_circuit(judged):
    one = QuantumCircuit(1)
    one.x(0)
    copy = QuantumCircuit(2, 1)
    copy.cx(0, 1)
    copy.measure(1, 0)
    inputs = (
        Input(label="0", prepare=QuantumCircuit(1), expected={"0": 1.0}, public=True),
        Input(label="1", prepare=one, expected={"1": 1.0}),
    )
    assert judged("distribution", None, copy, inputs=inputs).accepted
    broken = QuantumCircuit(2, 1)
    broken.measure(1, 0)
    verdict = judged("distribution", None, broken, inputs=inputs)
    assert verdict.reason.params["hidden"]
    assert "state" not in verdict.reason.params


def test_pack_carries_likely_and_judges_alike(exercise_of):
    from grader.answer.encode import encode

    task = Task(exercise=exercise_of("distribution"), target=Likely(outcomes=("11",), at_least=0.4))
    again = unpack(json.loads(json.dumps(pack(task))))
    for circuit in (bell(), made(("x", 0), bits=((0, 0), (1, 1)))):
        one, two = judge(task, encode(circuit)), judge(again, encode(circuit))
        assert (one.outcome, one.reason) == (two.outcome, two.reason)
    assert blank(task.target) == Likely(outcomes=("00",))


@pytest.mark.parametrize("target", [{"0": 0.5, "1": 0.4}, {"0": 0.5, "10": 0.5}, {"x": 1.0}, 3])
def test_target_that_is_no_distribution_is_our_fault(target, judged):
    with pytest.raises(CheckerFailed):
        judged("distribution", target, bell())
