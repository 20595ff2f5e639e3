"""Wide states of little entanglement are compared as matrix product states, or not at all."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator, Statevector

from grader.errors import JudgeUndecided
from grader.judge import work
from grader.judge.equivalence import chains, compare_state, same_unitary
from grader.judge.program import Program
from grader.judge.targets import state_target
from grader.verdict import Outcome

SEEDS = st.integers(0, 2**32 - 1)


def bricks(num_qubits, layers, seed=0):
    """A shallow circuit of random gates between neighbours."""
    rng = np.random.default_rng(seed)
    circuit = QuantumCircuit(num_qubits)
    for layer in range(layers):
        for qubit in range(num_qubits):
            circuit.u(*rng.uniform(-3, 3, 3), qubit)
        for qubit in range(layer % 2, num_qubits - 1, 2):
            circuit.cx(qubit, qubit + 1)
    return circuit


def w_state(num_qubits, off=0.0):
    circuit = QuantumCircuit(num_qubits)
    circuit.x(0)
    for qubit in range(1, num_qubits):
        angle = 2 * math.acos(math.sqrt(1 / (num_qubits + 1 - qubit)))
        circuit.cry(angle + off * (qubit == num_qubits // 2), qubit - 1, qubit)
        circuit.cx(qubit, qubit - 1)
    return circuit


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, num_qubits=st.integers(2, 7))
def test_fidelity_is_that_of_state_vectors(seed, num_qubits, random_circuit):
    one, two = (random_circuit(seed + extra, num_qubits, 25) for extra in (0, 1))
    wanted = abs(np.vdot(Statevector(one).data, Statevector(two).data)) ** 2
    assert chains.fidelity(Program.of(two), Program.of(one)) == pytest.approx(wanted, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, clean=st.integers(0, 2))
def test_trace_is_that_of_the_matrices(seed, clean, random_circuit):
    one, two = (random_circuit(seed + extra, 4, 15) for extra in (0, 1))
    size = 1 << (4 - clean)
    columns = (Operator(circuit).data[:, :size] for circuit in (one, two))
    wanted = abs(np.trace(next(columns).conj().T @ next(columns))) / size
    found = chains.trace(Program.of(two), Program.of(one), clean)
    assert found == pytest.approx(wanted, abs=1e-8)


@pytest.mark.parametrize("num_qubits", [21, 64, 100])
def test_wide_states_are_proved_and_refuted(num_qubits):
    other_way = QuantumCircuit(num_qubits)
    other_way.x(num_qubits - 1)
    for qubit in range(num_qubits - 1, 0, -1):  # the excitation walks down, not up
        other_way.cry(2 * math.acos(math.sqrt(1 / (qubit + 1))), qubit, qubit - 1)
        other_way.cx(qubit - 1, qubit)
    target = state_target(w_state(num_qubits))
    right = compare_state(Program.of(other_way), target, 1e-6)
    wrong = compare_state(Program.of(w_state(num_qubits, off=0.05)), target, 1e-6)
    assert (right.accepted, right.method) == (True, "mps")
    assert (wrong.outcome, wrong.method) == (Outcome.WRONG_ANSWER, "mps")


def test_wide_unitaries_are_proved_and_refuted():
    one = bricks(30, 4)
    two = one.copy()
    two.crx(0.3, 11, 12)
    three = two.copy()
    two.crx(-0.3, 11, 12)
    target = Program.of(one)
    assert same_unitary(Program.of(two), target).equal
    refused = same_unitary(Program.of(three), target)
    assert (refused.equal, refused.method) == (False, "mps")


@pytest.mark.parametrize(("factor", "accepted"), [(1 / 3, True), (3, False)])
def test_tolerance_of_a_wide_state_is_met_closely(factor, accepted):
    circuit = bricks(24, 3)
    # A turn of the first gate's input about x: from |0> it costs sin^2(theta / 2).
    moved = QuantumCircuit(24)
    moved.rx(2 * math.asin(math.sqrt(factor * 1e-6)), 7)
    moved.compose(circuit, inplace=True)
    found = compare_state(Program.of(moved), state_target(circuit), 1e-6)
    assert (found.accepted, found.method) == (accepted, "mps")


def test_an_ancilla_that_stays_entangled_is_seen():
    circuit = bricks(24, 3)
    kept = QuantumCircuit(25)
    kept.compose(circuit, range(24), inplace=True)
    clean = kept.copy()
    kept.cry(0.3, 3, 24)
    target = state_target(circuit)
    assert compare_state(Program.of(clean), target, 1e-6).accepted
    assert not compare_state(Program.of(kept), target, 1e-6).accepted


def test_too_much_entanglement_and_too_little_time_decide_nothing():
    deep = Program.of(bricks(16, 16))
    with pytest.raises(JudgeUndecided, match="bond dimension"):
        chains.fidelity(deep, deep)
    shallow = Program.of(bricks(30, 6))
    work.allow(0)
    try:
        with pytest.raises(JudgeUndecided, match="time"):
            chains.fidelity(shallow, shallow)
    finally:
        work.allow(None)
    wide = QuantumCircuit(30)
    wide.mcx(list(range(6)), 6)
    with pytest.raises(JudgeUndecided, match="too wide"):
        chains.fidelity(Program.of(wide), Program.of(wide))
