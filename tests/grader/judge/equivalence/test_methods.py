"""The methods that decide equivalence agree wherever more than one of them applies."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator

from grader.errors import JudgeUndecided
from grader.judge.equivalence import qcec, same_state, same_unitary, stimuli, tableau
from grader.judge.program import Program

SEEDS = st.integers(0, 2**32 - 1)
CLIFFORD = ("h", "s", "sdg", "sx", "x", "y", "z", "cx", "cz", "cy", "swap", "iswap", "ecr", "dcx")


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
    worst, _ = stimuli.largest_deviation(*programs, policy="global", clean=0)
    assert (worst <= stimuli.TOLERANCE) == wanted


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


def test_stimuli_see_a_phase_on_a_single_basis_state():
    circuit = QuantumCircuit(10)
    other = QuantumCircuit(10)
    other.mcp(math.pi, list(range(9)), 9)
    worst, samples = stimuli.largest_deviation(
        Program.of(circuit), Program.of(other), policy="global", clean=0
    )
    assert worst > 100 * stimuli.TOLERANCE
    assert 0 < stimuli.error_bound(samples) < 0.15


def test_policies_of_stimuli(random_circuit):
    one = random_circuit(8, 5, 12)
    phased = one.copy()
    phased.global_phase += 0.3
    diagonal = one.copy()
    diagonal.cp(0.4, 0, 1)
    program = Program.of(one)

    def equal(other, policy):
        worst, _ = stimuli.largest_deviation(program, Program.of(other), policy=policy, clean=0)
        return worst <= stimuli.TOLERANCE

    assert equal(phased, "global")
    assert not equal(phased, "strict")
    assert equal(one, "strict")
    assert equal(diagonal, "relative")
    assert not equal(diagonal, "global")


def test_what_no_method_can_decide_is_undecided(random_circuit):
    wide = Program.of(random_circuit(2, 24, 40, names=("h", "t", "rx", "ccx", "cx")))
    other = Program.of(random_circuit(3, 24, 40, names=("h", "t", "rx", "ccx", "cx")))
    with pytest.raises(JudgeUndecided):
        same_unitary(wide, other, policy="strict")
    with pytest.raises(JudgeUndecided):
        same_state(wide, other)
