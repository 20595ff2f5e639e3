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
