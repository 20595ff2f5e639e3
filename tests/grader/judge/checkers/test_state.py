"""Checker `state`. Smallest refused deviation: 1 - F > 1e-6, i.e. a rotation by 2e-3 rad."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector

from grader.verdict import Outcome
from tests.circuits import ghz

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, num_qubits=st.integers(1, 5))
def test_rewritten_circuit_is_accepted(seed, num_qubits, judged, random_circuit, rewritten):
    circuit = random_circuit(seed, num_qubits, 8)
    target = Statevector(circuit).data
    verdict = judged("state", target, rewritten(circuit, seed))
    assert verdict.outcome is Outcome.ACCEPTED


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, num_qubits=st.integers(1, 5))
def test_verdict_agrees_with_qiskit_fidelity(seed, num_qubits, judged, random_circuit):
    target = Statevector(random_circuit(seed, num_qubits, 6)).data
    other = random_circuit(seed + 1, num_qubits, 6)
    right = abs(np.vdot(target, Statevector(other).data)) ** 2 >= 1 - 1e-6
    assert judged("state", target, other).accepted == right


@pytest.mark.parametrize(("angle", "accepted"), [(1.9e-3, True), (2.1e-3, False)])
def test_tolerance_separates_neighbouring_angles(angle, accepted, judged):
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.rz(angle, 0)
    verdict = judged("state", Statevector(ghz(2)).data, circuit)
    assert verdict.accepted is accepted


@pytest.mark.parametrize("angle", [math.pi, math.pi / 2, 0.3])
def test_relative_phase_is_refused_and_named(angle, judged):
    circuit = ghz(3)
    circuit.p(angle, 1)
    verdict = judged("state", Statevector(ghz(3)).data, circuit)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.WRONG_ANSWER, "relative-phase")
    assert verdict.reason.params["state"] == "|111⟩"


@pytest.mark.parametrize(
    ("gates", "key", "pattern"),
    [
        ([("x", 0), ("x", 1)], "bit-order", None),
        ([("x", 0), ("x", 2)], "fidelity", "permuted"),
        ([], "fidelity", "flipped"),
        ([("x", 1), ("h", 2)], "fidelity", "support"),
    ],
)
def test_typical_mistakes_on_a_basis_state_have_their_own_reason(gates, key, pattern, judged):
    circuit = QuantumCircuit(3)
    for name, qubit in gates:
        getattr(circuit, name)(qubit)
    verdict = judged("state", "110", circuit)
    assert (verdict.reason.key, verdict.reason.params.get("pattern")) == (key, pattern)


def test_missing_entanglement_is_named(judged):
    circuit = QuantumCircuit(2)
    circuit.h([0, 1])
    verdict = judged("state", Statevector(ghz(2)).data, circuit)
    assert verdict.reason.params["pattern"] == "product"
    assert verdict.picture["expected"] == [0.5, 0, 0, 0.5]


def test_ancilla_must_return_to_zero(judged):
    clean = QuantumCircuit(3)
    clean.h(0)
    clean.cx(0, 1)
    clean.cx(0, 2)
    clean.cx(1, 2)
    bell = Statevector(ghz(2)).data
    assert judged("state", bell, clean, options={"ancillas": 1}).accepted
    dirty = ghz(3)
    verdict = judged("state", bell, dirty, options={"ancillas": 1})
    assert verdict.reason.key == "ancilla"


@pytest.mark.parametrize("change", ["measure", "reset", "if"])
def test_operation_that_is_not_unitary_is_a_form_error(change, judged):
    circuit = QuantumCircuit(2, 2)
    circuit.h(0)
    circuit.cx(0, 1)
    if change == "measure":
        circuit.measure(0, 0)
    elif change == "reset":
        circuit.reset(0)
    else:
        with circuit.if_test((circuit.clbits[0], 1)):
            circuit.x(0)
    verdict = judged("state", Statevector(ghz(2)).data, circuit)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.FORM_ERROR, "measurement")


def test_right_answer_on_wrong_edge_is_wrong_by_coupling(judged):
    tree = QuantumCircuit(3)
    tree.h(0)
    tree.cx(0, 2)
    tree.cx(0, 1)
    target = Statevector(ghz(3)).data
    line = {"coupling": "line"}
    verdict = judged("state", target, tree, basis=line)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.WRONG_ANSWER, "coupling")
    assert verdict.reason.params["pair"] == "q0-q2"
    assert judged("state", target, ghz(3), basis=line).accepted
    assert judged("state", target, tree, basis={"coupling": "ring"}).accepted


def test_wrong_state_wins_over_wrong_edge_and_over_limit(judged):
    circuit = QuantumCircuit(3)
    circuit.cx(0, 2)
    verdict = judged("state", "111", circuit, basis={"coupling": "line"}, limits={"n2q": 0})
    assert verdict.reason.key == "fidelity"


def test_right_and_expensive_is_over_the_limit(judged):
    circuit = ghz(2)
    circuit.swap(0, 1)
    verdict = judged("state", Statevector(ghz(2)).data, circuit, limits={"n2q": 3})
    assert (verdict.outcome, verdict.reason.key) == (Outcome.LIMIT_EXCEEDED, "n2q")
    assert dict(verdict.reason.params) == {"value": 4, "limit": 3}
    assert verdict.points == 0


def test_wide_clifford_state_is_compared_by_tableau(judged):
    wide = {"max_qubits": 64}
    right = judged("state", ghz(40), ghz(40), limits=wide)
    assert (right.accepted, right.method) == (True, "clifford")
    wrong = ghz(40)
    wrong.z(17)
    assert judged("state", ghz(40), wrong, limits=wide).outcome is Outcome.WRONG_ANSWER


@pytest.mark.parametrize(("off", "outcome"), [(1e-6, "AC"), (0.01, "WA")])
def test_small_wrong_angle_on_a_wide_circuit_is_never_taken_for_clifford(off, outcome, judged):
    circuit = ghz(24)
    circuit.rz(math.pi / 2 + off, 3)
    target = ghz(24)
    target.s(3)
    verdict = judged("state", target, circuit, limits={"max_qubits": 64})
    assert (verdict.outcome, verdict.method) == (outcome, "mps")


def test_fourteen_qubits_are_simulated(judged):
    circuit = ghz(14)
    circuit.ry(0.4, 3)
    verdict = judged("state", Statevector(circuit).data, circuit)
    assert (verdict.accepted, verdict.method) == (True, "statevector")
