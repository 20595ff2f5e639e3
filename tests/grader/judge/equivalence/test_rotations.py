"""The normal form of Pauli rotations decides as matrices do, or says nothing."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit, transpile

from grader.judge import work
from grader.judge.equivalence import (
    compare_state,
    logical,
    rotations,
    same_state,
    same_unitary,
)
from grader.judge.program import Program
from grader.judge.selfcheck.circuits import MUTATIONS, circuit_of, random_gates, rewritten
from grader.judge.selfcheck.dense import CLIFFORD, columns
from grader.judge.targets import state_target
from grader.verdict import Outcome

NAMES = (
    *CLIFFORD,
    *(
        "rz",
        "rx",
        "ry",
        "p",
        "u",
        "rzz",
        "rxx",
        "ryy",
        "rzx",
        "t",
        "tdg",
        "cp",
        "cs",
        "csdg",
        "crz",
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    num_qubits=st.integers(1, 4),
    mutation=st.sampled_from(["", *MUTATIONS]),
)
def test_decision_is_that_of_the_matrices(seed, num_qubits, mutation):
    rng = np.random.default_rng(seed)
    gates = random_gates(rng, num_qubits, 10, NAMES)
    other = rewritten(rng, gates, num_qubits)
    if mutation:
        other = MUTATIONS[mutation](rng, other, num_qubits)
    one, two = columns(gates, num_qubits), columns(other, num_qubits)
    pair = [Program.of(circuit_of(part, num_qubits)) for part in (other, gates)]
    off = 1 - abs(np.vdot(one, two)) / len(one)
    decided = rotations.same_unitary(*pair)
    if not 3e-8 < off < 3e-7:
        assert decided in (None, off < 1e-7)
    if not mutation and decided is None:
        assert len(gates) > 3  # it may give up, but not on next to nothing
    state = rotations.same_state(*pair)
    assert state in (None, 1 - abs(np.vdot(one[:, 0], two[:, 0])) ** 2 < 1e-9)


@pytest.mark.parametrize("factor", [1 / 3, 3])
def test_last_rotation_is_held_against_the_tolerance(factor):
    one, two = QuantumCircuit(30), QuantumCircuit(30)
    one.h(range(30))
    one.cx(0, 29)
    two.compose(one, inplace=True)
    two.rx(2 * math.acos(1 - factor * 1e-7), 7)
    decided = same_unitary(Program.of(two), Program.of(one))
    assert (decided.equal, decided.method) == (factor < 1, "rotations")


def test_compiled_clifford_circuit_of_sixty_qubits_is_recognised():
    """The compiler's rotations are by any angle, and cancel."""
    circuit = QuantumCircuit(60)
    circuit.h(range(60))
    for qubit in range(60):
        circuit.cz(qubit, (qubit + 1) % 60)
    done = transpile(
        circuit, basis_gates=["cx", "rz", "sx", "x"], optimization_level=2, seed_transpiler=10
    )
    done.rz(0.3, 0)
    done.cx(0, 1)
    done.rz(-0.3, 0)
    done.cx(0, 1)
    program = Program.of(done)
    assert rotations.is_clifford(program)
    assert same_state(program, Program.of(circuit)).equal
    assert same_unitary(program, Program.of(circuit)).method == "rotations"
    done.rz(0.3, 30)
    assert not rotations.is_clifford(Program.of(done))
    assert not same_unitary(Program.of(done), Program.of(circuit)).equal


@pytest.mark.parametrize("place", range(0, 60, 4))
def test_a_gate_dropped_from_a_compiled_clifford_circuit_is_seen(place):
    """What remains is a rotation or two beside a Clifford part that is not the identity."""
    circuit = QuantumCircuit(40)
    circuit.h(range(40))
    for qubit in range(40):
        circuit.cz(qubit, (qubit + 7) % 40)
    done = transpile(
        circuit, basis_gates=["cx", "rz", "sx", "x"], optimization_level=2, seed_transpiler=10
    )
    assert rotations.same_unitary(Program.of(done), Program.of(circuit))
    del done.data[place * len(done.data) // 60]
    assert rotations.same_unitary(Program.of(done), Program.of(circuit)) is False


def test_rotations_that_do_not_change_the_start_do_not_count_for_states():
    one, two = QuantumCircuit(25), QuantumCircuit(25)
    two.rz(0.4, 3)
    two.rzz(1.1, 3, 4)
    for circuit in (one, two):
        circuit.h(range(25))
    assert same_state(Program.of(two), Program.of(one)).equal
    assert not same_unitary(Program.of(two), Program.of(one)).equal


def test_too_many_rotations_say_nothing():
    circuit = QuantumCircuit(12)
    for number in range(900):
        circuit.rx(0.1 + number / 1000, number % 12)
        circuit.rz(0.2, (number + 5) % 12)
        circuit.cx(number % 12, (number + 1) % 12)
    program = Program.of(circuit)
    assert rotations.same_unitary(program, Program(12, ())) is None


def test_state_that_would_take_too_long_is_decided_without_amplitudes():
    one = QuantumCircuit(16)
    one.h(range(16))
    for layer in range(60):
        for qubit in range(16):
            one.cx(qubit, (qubit + 1 + layer % 14) % 16)
    two = one.copy()
    two.rz(0.2, 3)
    two.rz(-0.2, 3)
    other = two.copy()
    other.z(5)
    work.allow(0.02)
    try:
        target = state_target(one)
        right = compare_state(Program.of(two), target, 1e-6)
        wrong = compare_state(Program.of(other), target, 1e-6)
    finally:
        work.allow(None)
    assert (right.accepted, right.method) == (True, "rotations")
    assert (wrong.outcome, wrong.method) == (Outcome.WRONG_ANSWER, "rotations")


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), num_qubits=st.integers(1, 4))
def test_trace_beside_a_clifford_part_is_that_of_the_matrices(seed, num_qubits):
    rng = np.random.default_rng(seed)
    clifford = random_gates(rng, num_qubits, 6, CLIFFORD)
    turns = random_gates(rng, num_qubits, 2, ("rx", "ry", "rz"))
    whole = (*turns, *clifford)
    form = rotations._difference(Program.of(circuit_of(whole, num_qubits)), Program(num_qubits, ()))
    if form.moves_what_rotations_keep:
        assert abs(np.trace(columns(whole, num_qubits))) / 2**num_qubits < 0.71
        return
    found = logical.trace(form.rotations, form.image)
    if found is not None:
        wanted = abs(np.trace(columns(whole, num_qubits))) / 2**num_qubits
        assert found == pytest.approx(wanted, abs=1e-9)
