"""The methods that decide equivalence agree wherever more than one of them applies."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator

from grader.errors import JudgeUndecided
from grader.judge import work
from grader.judge.equivalence import (
    compare_state,
    qcec,
    same_state,
    same_unitary,
    stimuli,
    tableau,
)
from grader.judge.equivalence.stimuli import Inputs
from grader.judge.program import Program
from grader.judge.targets import state_target

SEEDS = st.integers(0, 2**32 - 1)
CLIFFORD = ("h", "s", "sdg", "sx", "x", "y", "z", "cx", "cz", "cy", "swap", "iswap", "ecr", "dcx")


def deviation(one, two, policy="global", **inputs):
    given = Inputs(num_qubits=one.num_qubits, **inputs)
    return stimuli.sampled(Program.of(one), Program.of(two), given, policy, stimuli.SAMPLES)


def by_matrix(one, two):
    size = 1 << one.num_qubits
    return abs(np.trace(Operator(one).data.conj().T @ Operator(two).data)) / size > 1 - 1e-9


def quarter_turns(circuit, seed):
    """Add rotations by multiples of a quarter turn, which are Clifford as well."""
    rng = np.random.default_rng(seed)
    for name in ("rz", "rx", "ry", "p", "rzz", "rxx", "ryy"):
        turns = float(rng.integers(-4, 5)) * math.pi / 2
        qubits = rng.permutation(circuit.num_qubits)[: 2 if len(name) == 3 else 1]
        getattr(circuit, name)(turns, *map(int, qubits))
    a, b, c = (float(turn) * math.pi / 2 for turn in rng.integers(-4, 5, 3))
    circuit.u(a, b, c, 0)
    return circuit


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, drop=st.booleans())
def test_tableau_and_stimuli_agree_with_matrices(seed, drop, random_circuit):
    one = quarter_turns(random_circuit(seed, 4, 12, names=CLIFFORD), seed)
    two = one.copy()
    if drop:
        del two.data[seed % len(two.data)]
    wanted = by_matrix(one, two)
    programs = Program.of(one), Program.of(two)
    assert tableau.same_unitary(*programs) == wanted
    assert (deviation(one, two) <= 1e-7) == wanted


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_tableau_is_that_of_the_unitary(seed, random_circuit):
    circuit = quarter_turns(random_circuit(seed, 3, 6, names=CLIFFORD), seed)
    found = tableau.to_clifford(Program.of(circuit))
    overlap = np.trace(found.to_operator().data.conj().T @ Operator(circuit).data) / 8
    assert abs(overlap) == pytest.approx(1)


@pytest.mark.parametrize(("seed", "change"), [(1, False), (2, False), (1, True)])
def test_qcec_agrees_with_matrices(seed, change, random_circuit, rewritten):
    names = ("h", "t", "cx", "rz", "ccx", "ecr", "rzz", "swap", "x")
    one = random_circuit(seed, 4, 10, names=names)
    two = rewritten(one, seed)
    if change:
        two.rx(0.02, seed % 4)
    decided = qcec.same_unitary(Program.of(one), Program.of(two), seconds=60)
    assert decided == by_matrix(one, two)


def test_qcec_that_runs_out_of_time_decides_nothing(random_circuit):
    program = Program.of(random_circuit(1, 4, 5))
    assert qcec.same_unitary(program, program, seconds=0.01) is None


@pytest.mark.parametrize("angle", [1e-6, 1e-3, 0.4])
def test_nearly_clifford_is_not_clifford(angle):
    circuit = QuantumCircuit(3)
    circuit.rz(math.pi / 2 + angle, 0)
    assert tableau.to_clifford(Program.of(circuit)) is None


def test_one_wrong_sign_on_100_qubits_is_seen():
    circuit = QuantumCircuit(100)
    circuit.h(0)
    for qubit in range(99):
        circuit.cx(qubit, qubit + 1)
    other = circuit.copy()
    other.z(99)
    assert same_state(Program.of(circuit), Program.of(circuit)).equal
    assert not same_state(Program.of(circuit), Program.of(other)).equal


def test_random_states_see_a_phase_on_a_single_basis_state():
    circuit = QuantumCircuit(10)
    other = QuantumCircuit(10)
    other.mcp(math.pi, list(range(9)), 9)
    assert deviation(circuit, other) > 1e-3
    assert deviation(circuit, other, clean=1) < 1e-12
    assert deviation(circuit, other, indices=(1023, 0)) > 0.1


@pytest.mark.parametrize(("factor", "equal"), [(1 / 3, True), (3, False)])
@pytest.mark.parametrize("kind", ["spread", "one-state"])
def test_random_states_tell_three_times_below_from_three_times_above(factor, equal, kind):
    """A rotation differs everywhere a little, a controlled phase on one basis state only."""
    num_qubits = 8
    one, two = QuantumCircuit(num_qubits), QuantumCircuit(num_qubits)
    if kind == "spread":
        two.rx(2 * math.acos(1 - factor * 1e-7), 3)
    else:
        # 1 - |d - 1 + e^(ia)|/d is (1 - 1/d) a^2 / 2d for a small angle.
        size = 1 << num_qubits
        angle = math.sqrt(factor * 1e-7 * 2 * size / (1 - 1 / size))
        two.mcp(angle, list(range(num_qubits - 1)), num_qubits - 1)
    assert (deviation(one, two) <= 1e-7) == equal


def test_error_bound_falls_with_the_number_of_states_and_holds():
    assert stimuli.error_bound(stimuli.SAMPLES) < 1e-7
    assert stimuli.error_bound(stimuli.FEWEST) < 1e-2
    assert stimuli.error_bound(2) == 1


def test_policies_of_random_states(random_circuit):
    one = random_circuit(8, 5, 12)
    phased = one.copy()
    phased.global_phase += 0.3
    diagonal = one.copy()
    diagonal.cp(0.4, 0, 1)
    assert deviation(one, phased) < 1e-12
    assert deviation(one, phased, "strict") > 0.1
    assert deviation(one, one, "strict") < 1e-12
    assert deviation(one, diagonal, "relative") < 1e-12
    assert deviation(one, diagonal) > 1e-3


def test_exact_deviation_is_that_of_the_matrices(random_circuit):
    one, two = random_circuit(5, 6, 20), random_circuit(6, 6, 20)
    wanted = 1 - abs(np.vdot(Operator(two).data, Operator(one).data)) / 64
    inputs = Inputs(num_qubits=6)
    found = stimuli.exact(Program.of(one), Program.of(two), inputs, "global")
    assert found == pytest.approx(wanted)
    found = stimuli.exact(Program.of(one), Operator(two).data, inputs, "global")
    assert found == pytest.approx(wanted)


def clifford_pair(random_circuit, seed, num_qubits=4):
    return quarter_turns(random_circuit(seed, num_qubits, 14, names=CLIFFORD), seed)


@pytest.mark.parametrize("seed", range(6))
def test_tableau_knows_the_policies(seed, random_circuit):
    one = clifford_pair(random_circuit, seed)
    program = Program.of(one)
    diagonal, flipped, kept = one.copy(), one.copy(), one.copy()
    diagonal.cz(0, 2)
    diagonal.s(1)
    flipped.x(2)
    kept = QuantumCircuit(4)
    kept.cx(3, 0)  # does nothing while the ancilla, qubit 3, is in 0
    kept.compose(one, inplace=True)
    assert tableau.same_unitary(program, Program.of(diagonal), policy="relative")
    assert not tableau.same_unitary(program, Program.of(diagonal))
    assert not tableau.same_unitary(program, Program.of(flipped), policy="relative")
    assert tableau.same_unitary(program, Program.of(kept), clean=1)
    assert not tableau.same_unitary(program, Program.of(kept))
    assert not tableau.same_unitary(program, Program.of(flipped), clean=1)


def test_global_phase_of_wide_clifford_circuits_counts_where_asked(random_circuit):
    one = random_circuit(3, 12, 60, names=CLIFFORD)
    phased = one.copy()
    phased.global_phase += 1e-3
    programs = Program.of(one), Program.of(phased)
    assert same_unitary(*programs).equal
    decided = same_unitary(*programs, policy="strict")
    assert (decided.equal, decided.method) == (False, "clifford")
    assert same_unitary(programs[0], programs[0], policy="strict").equal


@pytest.mark.parametrize(
    ("num_qubits", "method"), [(10, "operator"), (13, "qcec"), (13, "stimuli")]
)
def test_method_follows_the_size(num_qubits, method, random_circuit, rewritten, monkeypatch):
    names = ("h", "t", "cx", "rz", "s", "swap", "x", "ch", "ccx")
    one = random_circuit(4, num_qubits, 60, names=names)
    two, three = rewritten(one, 4), rewritten(one, 5)
    three.rx(0.01, num_qubits // 2)
    if method == "stimuli":
        monkeypatch.setattr(qcec, "_SURE", {})
    decided = same_unitary(Program.of(two), Program.of(one))
    assert (decided.equal, decided.method) == (True, method)
    assert decided.statistical == (method == "stimuli")
    refused = same_unitary(Program.of(three), Program.of(one))
    assert (refused.equal, refused.method, refused.error_bound) == (False, "stimuli", 0)


def test_wide_circuits_that_differ_less_than_the_tolerance_are_equal(random_circuit):
    """QCEC by its own default would tell them apart."""
    one = random_circuit(4, 13, 40, names=("h", "t", "cx", "rz"))
    for factor, equal in ((1 / 3, True), (3, False)):
        two = one.copy()
        two.rx(2 * math.acos(1 - factor * 1e-7), 6)
        assert same_unitary(Program.of(two), Program.of(one)).equal == equal


def test_worker_that_crashes_decides_nothing(random_circuit, monkeypatch, tmp_path):
    program = Program.of(random_circuit(1, 4, 5))
    broken = tmp_path / "worker.py"
    for source in ("import os; os.abort()", "print('equivalent')\nraise SystemExit", "x = ["):
        broken.write_text(source)
        monkeypatch.setattr(qcec, "_WORKER", broken)
        wanted = True if "equivalent" in source else None
        assert qcec.same_unitary(program, program, seconds=60) is wanted


def test_work_that_would_pass_the_time_is_not_started(random_circuit):
    program = Program.of(random_circuit(2, 14, 400, names=("h", "t", "rx", "cx", "ch")))
    work.allow(0.01)
    try:
        with pytest.raises(JudgeUndecided, match="not started"):
            compare_state(program, state_target(np.eye(1, 1 << 14)[0]), 1e-6)
        with pytest.raises(JudgeUndecided, match="take too long"):
            same_unitary(program, program)
    finally:
        work.allow(None)


def test_what_no_method_can_decide_is_undecided(random_circuit):
    wide = Program.of(random_circuit(2, 24, 40, names=("h", "t", "rx", "ccx", "cx")))
    other = Program.of(random_circuit(3, 24, 40, names=("h", "t", "rx", "ccx", "cx")))
    with pytest.raises(JudgeUndecided):
        same_unitary(wide, other, policy="strict")
    with pytest.raises(JudgeUndecided):
        same_state(wide, other)
