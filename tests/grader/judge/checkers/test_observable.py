"""Checker `observable`. A value above the bound by more than 1e-9 is refused."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp, Statevector, random_statevector

from grader.judge.checkers.observable import expectation
from grader.verdict import Outcome
from tests.circuits import bell
from tests.strategies import circuits, mutants, rewrites

PAULIS = st.lists(st.text("IXYZ", min_size=4, max_size=4), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(labels=PAULIS, seed=st.integers(0, 10**6))
def test_expectation_agrees_with_qiskit(labels, seed):
    rng = np.random.default_rng(seed)
    operator = SparsePauliOp(labels, rng.normal(size=len(labels)))
    state = random_statevector(16, seed=seed)
    wanted = state.expectation_value(operator).real
    assert expectation(operator, state.data) == pytest.approx(wanted, abs=1e-10)


def test_full_width_operator_is_right_where_aer_subsystems_are_not():
    """Qubits outside the light cone of the operator must not change the value."""
    circuit = QuantumCircuit(13)
    for _ in range(3):
        circuit.rx(0.6, range(13))
        for qubit in range(12):
            circuit.rzz(-math.pi / 2, qubit, qubit + 1)
    state = Statevector(circuit)
    label = ["I"] * 13
    label[12 - 6] = "Z"
    operator = SparsePauliOp("".join(label))
    wanted = state.expectation_value(SparsePauliOp("Z"), [6]).real
    assert expectation(operator, state.data) == pytest.approx(wanted, abs=1e-10)


def test_bound_holds_without_slack(judged):
    operator = SparsePauliOp("Z")
    circuit = QuantumCircuit(1)
    circuit.ry(math.acos(-0.5), 0)
    assert judged("observable", operator, circuit, options={"below": -0.5}).accepted
    verdict = judged("observable", operator, circuit, options={"below": -0.5 - 1e-6})
    assert (verdict.outcome, verdict.reason.key) == (Outcome.WRONG_ANSWER, "energy")
    assert judged("observable", operator, circuit, options={"above": -0.5}).accepted
    assert not judged("observable", operator, circuit, options={"above": -0.4}).accepted


def test_starting_state_and_wrong_direction_are_named(judged):
    operator = SparsePauliOp("X")
    nothing = judged("observable", operator, QuantumCircuit(1), options={"below": -0.9})
    assert nothing.reason.params["pattern"] == "start"
    plus = QuantumCircuit(1)
    plus.h(0)
    verdict = judged("observable", operator, plus, options={"below": -0.9})
    assert verdict.reason.params["pattern"] == "sign"


def test_own_hamiltonian_beside_the_circuit_is_a_form_error(judged):
    answer = (QuantumCircuit(1), SparsePauliOp("Z", [-100]))
    verdict = judged("observable", SparsePauliOp("Z"), answer, options={"below": -0.9})
    assert (verdict.outcome, verdict.reason.key) == (Outcome.FORM_ERROR, "type")


def chsh(angles):
    a0, a1, b0, b1 = angles
    terms = [
        (on_b + on_a, sign * wa * wb)
        for a, b, sign in ((a0, b0, 1), (a0, b1, 1), (a1, b0, 1), (a1, b1, -1))
        for on_a, wa in (("Z", math.cos(a)), ("X", math.sin(a)))
        for on_b, wb in (("Z", math.cos(b)), ("X", math.sin(b)))
    ]
    return SparsePauliOp.from_list(terms)


TUPLE = {"kind": "tuple", "template": (QuantumCircuit(2), [0.0] * 4), "options": {"above": 2.8}}
BEST = [0, math.pi / 2, math.pi / 4, -math.pi / 4]


def test_other_parts_of_a_tuple_make_the_operator_and_the_value_is_ranked(judged):
    score = {"formula": "objective-v1", "direction": "max", "par": 2.82, "best": 2.828427}
    verdict = judged("observable", chsh, (bell(), BEST), score=score, **TUPLE)
    assert verdict.accepted
    assert verdict.metrics["objective"] == pytest.approx(2 * math.sqrt(2))
    assert (verdict.cost, verdict.points) == (2828427, 10_000)


@pytest.mark.parametrize(("over", "accepted"), [(-0.9e-9, True), (-3e-9, False)])
def test_lower_bound_holds_without_slack(over, accepted, judged):
    # <Z> = cos(t): above the bound by `over`.
    circuit = QuantumCircuit(1)
    circuit.ry(math.acos(0.5 + over), 0)
    verdict = judged("observable", SparsePauliOp("Z"), circuit, options={"above": 0.5})
    assert verdict.accepted is accepted


@pytest.mark.parametrize(
    ("circuit", "angles", "pattern"),
    [
        (QuantumCircuit(2), BEST, "product"),
        (bell(), [0, 90, 45, -45], "operator"),
        (bell(), [0, math.pi / 2, 5 * math.pi / 4, 3 * math.pi / 4], "sign"),
        (bell(), [math.pi / 2, 0, -math.pi / 4, math.pi / 4], "state"),
    ],
)
def test_too_small_a_value_is_put_down_to_state_or_numbers(circuit, angles, pattern, judged):
    verdict = judged("observable", chsh, (circuit, angles), **TUPLE)
    assert (verdict.reason.key, verdict.reason.params["pattern"]) == ("expectation", pattern)


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ((bell(), BEST, 4.0), "length"),
        ((bell(), BEST[:3]), "length"),
        ((bell(), [0, 1j, 0, 0]), "type"),
        ((QuantumCircuit(3), BEST), "width"),
        (bell(), "type"),
    ],
)
def test_form_of_a_tuple_is_that_of_the_template(answer, key, judged):
    verdict = judged("observable", chsh, answer, **TUPLE)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.FORM_ERROR, key)


@settings(max_examples=30, deadline=None)
@given(circuit=circuits(3, 6), data=st.data())
def test_equal_circuits_have_equal_values_and_mistakes_that_show_are_refused(circuit, data, judged):
    width = circuit.num_qubits
    label = data.draw(st.text("XYZ", min_size=width, max_size=width))
    operator = SparsePauliOp(label)
    value = Statevector(circuit).expectation_value(operator).real
    options = {"above": value - 1e-10}
    assert judged("observable", operator, data.draw(rewrites(circuit)), options=options).accepted
    other = data.draw(mutants(circuit))
    missing = value - Statevector(other).expectation_value(operator).real
    if abs(missing) > 1e-8:  # nearer than that, rounding may decide
        verdict = judged("observable", operator, other, options=options)
        assert verdict.accepted is bool(missing < 0)
