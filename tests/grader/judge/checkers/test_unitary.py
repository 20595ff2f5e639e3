"""Checker `unitary`. Smallest refused deviation: a rotation by 1e-3 rad (1 - |tr|/d > 1e-7)."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.circuit.library import CCXGate, RCCXGate
from qiskit.quantum_info import Operator

from grader.verdict import Outcome

SEEDS = st.integers(0, 2**32 - 1)
CCX = Operator(CCXGate()).data


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, num_qubits=st.integers(1, 4))
def test_rewritten_circuit_is_accepted(seed, num_qubits, judged, random_circuit, rewritten):
    circuit = random_circuit(seed, num_qubits, 8)
    assert judged("unitary", Operator(circuit).data, rewritten(circuit, seed)).accepted


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, num_qubits=st.integers(1, 4), where=st.integers(0, 7))
def test_dropped_gate_is_refused(seed, num_qubits, where, judged, random_circuit):
    circuit = random_circuit(seed, num_qubits, 8)
    target = Operator(circuit).data
    del circuit.data[where]
    overlap = abs(np.trace(target.conj().T @ Operator(circuit).data)) / len(target)
    assert judged("unitary", target, circuit).accepted == (overlap >= 1 - 1e-7)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, num_qubits=st.integers(1, 4), angle=st.floats(1e-3, 3.1))
def test_added_rotation_is_refused(seed, num_qubits, angle, judged, random_circuit):
    circuit = random_circuit(seed, num_qubits, 5)
    target = Operator(circuit).data
    circuit.rx(angle, seed % num_qubits)
    assert judged("unitary", target, circuit).outcome is Outcome.WRONG_ANSWER


@pytest.mark.parametrize(("angle", "accepted"), [(8e-4, True), (1e-3, False)])
def test_tolerance_separates_neighbouring_angles(angle, accepted, judged):
    circuit = QuantumCircuit(3)
    circuit.ccx(0, 1, 2)
    circuit.rz(angle, 0)
    assert judged("unitary", CCX, circuit).accepted is accepted


def test_control_and_target_exchanged_is_named(judged):
    circuit = QuantumCircuit(3)
    circuit.ccx(2, 1, 0)
    verdict = judged("unitary", CCX, circuit)
    assert verdict.reason.params["pattern"] == "permuted"
    assert verdict.reason.params["exchange"] == "q0 ↔ q2"


def test_relative_phase_toffoli_is_refused_where_global_is_asked(judged):
    circuit = QuantumCircuit(3)
    circuit.append(RCCXGate(), [0, 1, 2])
    verdict = judged("unitary", CCX, circuit)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.WRONG_ANSWER, "relative-phase")


def test_inverse_and_empty_circuits_are_named(judged, random_circuit):
    circuit = random_circuit(5, 3, 9)
    target = Operator(circuit).data
    assert judged("unitary", target, circuit.inverse()).reason.params["pattern"] == "inverse"
    assert judged("unitary", target, QuantumCircuit(3)).reason.params["pattern"] == "identity"


def test_strict_policy_counts_the_global_phase(judged):
    circuit = QuantumCircuit(1)
    circuit.rz(math.pi / 2, 0)
    target = np.diag([1, 1j])
    strict = {"policy": "strict"}
    verdict = judged("unitary", target, circuit, options=strict)
    assert (verdict.reason.key, verdict.reason.params["angle"]) == ("global-phase", "-π/4")
    circuit.global_phase = math.pi / 4
    assert judged("unitary", target, circuit, options=strict).accepted
    circuit.global_phase += 2e-6
    assert not judged("unitary", target, circuit, options=strict).accepted


def test_relative_policy_frees_output_phases_only(judged):
    relative = {"policy": "relative"}
    circuit = QuantumCircuit(3)
    circuit.append(RCCXGate(), [0, 1, 2])
    assert judged("unitary", CCX, circuit, options=relative).accepted
    after = QuantumCircuit(1)
    after.h(0)
    after.s(0)
    before = QuantumCircuit(1)
    before.s(0)
    before.h(0)
    hadamard = np.array([[1, 1], [1, -1]]) / math.sqrt(2)
    assert judged("unitary", hadamard, after, options=relative).accepted
    assert not judged("unitary", hadamard, before, options=relative).accepted


def test_clean_ancilla_must_return(judged):
    options = {"policy": "clean", "ancillas": 1}
    circuit = QuantumCircuit(4)
    circuit.ccx(0, 1, 3)
    circuit.cx(3, 2)
    verdict = judged("unitary", CCX, circuit, options=options)
    assert verdict.reason.key == "ancilla"
    circuit.ccx(0, 1, 3)
    assert judged("unitary", CCX, circuit, options=options).accepted


def test_isometry_fixes_the_columns_with_clean_inputs_only(judged):
    encoder = QuantumCircuit(3)
    encoder.cx(0, 1)
    encoder.cx(0, 2)
    columns = Operator(encoder).data[:, :2]
    options = {"policy": "iso", "ancillas": 2}
    other = encoder.copy()
    other.barrier()
    spread = QuantumCircuit(3)
    spread.cx(1, 2)  # does nothing while q1 is 0
    spread.compose(encoder, inplace=True)
    assert judged("unitary", columns, spread, options=options).accepted
    other.z(0)
    assert judged("unitary", columns, other, options=options).reason.key == "relative-phase"


@pytest.mark.parametrize("num_qubits", [2, 4])
def test_other_width_is_a_form_error(num_qubits, judged):
    verdict = judged("unitary", CCX, QuantumCircuit(num_qubits))
    assert (verdict.outcome, verdict.reason.key) == (Outcome.FORM_ERROR, "width")


def test_gate_outside_the_list_is_a_form_error(judged):
    circuit = QuantumCircuit(3)
    circuit.h(0)
    circuit.ccx(0, 1, 2)
    verdict = judged("unitary", CCX, circuit, gates=("1q", "cx"))
    assert (verdict.outcome, verdict.reason.key) == (Outcome.FORM_ERROR, "gate-list")
    assert verdict.reason.params["index"] == 1


def test_wide_unitaries_are_decided_by_clifford_then_by_other_methods(judged, random_circuit):
    names = ("h", "s", "cx", "sx", "ecr")
    clifford = random_circuit(3, 14, 60, names=names)
    right = judged("unitary", clifford, clifford)
    assert (right.accepted, right.method) == (True, "clifford")
    wrong = clifford.copy()
    wrong.s(2)
    assert judged("unitary", clifford, wrong).outcome is Outcome.WRONG_ANSWER
    general = random_circuit(4, 11, 25, names=("h", "t", "cx", "rz", "ccx"))
    again = judged("unitary", general, general)
    assert again.accepted
    assert again.method in ("operator", "qcec", "stimuli")
    shifted = general.copy()
    shifted.rz(0.01, 5)
    assert judged("unitary", general, shifted).outcome is Outcome.WRONG_ANSWER
