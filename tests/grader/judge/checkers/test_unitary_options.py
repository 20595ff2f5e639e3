"""Checker `unitary`: dirty ancillas, subspaces, output permutations. Tolerance 1e-7."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator

from grader.errors import CheckerFailed
from tests.strategies import circuits, mutants, rewrites

ANGLES = [(8.8e-4, True), (9.1e-4, False)]
"""A rotation by t misses ``|tr(V'U)|/d = 1`` by ``1 - cos(t/2)``: 0.97e-7 and 1.04e-7."""


def beside(circuit, extra):
    wide = QuantumCircuit(circuit.num_qubits + extra)
    wide.compose(circuit, qubits=range(circuit.num_qubits), inplace=True)
    return wide


@settings(max_examples=30, deadline=None)
@given(circuit=circuits(3, 6), data=st.data())
def test_rewritten_circuit_returns_dirty_ancillas(circuit, data, judged):
    other = data.draw(rewrites(beside(circuit, 1)))
    options = {"policy": "dirty", "ancillas": 1}
    assert judged("unitary", Operator(circuit).data, other, options=options).accepted


@settings(max_examples=40, deadline=None)
@given(circuit=circuits(3, 6), data=st.data(), policy=st.sampled_from(["dirty", "global"]))
def test_mistake_that_shows_is_refused(circuit, data, policy, judged):
    extra = 1 if policy == "dirty" else 0
    wide = beside(circuit, extra)
    other = data.draw(mutants(wide))
    one, two = Operator(wide).data, Operator(other).data
    missing = 1 - abs(np.vdot(one, two)) / len(one)
    options = {"policy": policy, "ancillas": extra}
    if not 0.5e-7 < missing < 2e-7:  # so near the tolerance rounding may decide
        verdict = judged("unitary", Operator(circuit).data, other, options=options)
        assert verdict.accepted is bool(missing < 1e-7)


def test_clean_ancilla_is_not_dirty(judged):
    # Right for an ancilla in 0 only.
    circuit = QuantumCircuit(4)
    circuit.ccx(0, 1, 3)
    circuit.cx(3, 2)
    circuit.ccx(0, 1, 3)
    target = QuantumCircuit(3)
    target.ccx(0, 1, 2)
    matrix = Operator(target).data
    assert judged("unitary", matrix, circuit, options={"policy": "clean", "ancillas": 1}).accepted
    dirty = {"policy": "dirty", "ancillas": 1}
    assert not judged("unitary", matrix, circuit, options=dirty).accepted
    circuit.cx(3, 2)  # now the second use takes the first one's share back
    assert judged("unitary", matrix, circuit, options=dirty).accepted


@pytest.mark.parametrize(("angle", "accepted"), ANGLES)
@pytest.mark.parametrize("policy", ["global", "clean", "dirty", "iso"])
def test_tolerance_separates_neighbouring_angles(angle, accepted, policy, judged):
    target = QuantumCircuit(2)
    target.cx(0, 1)
    extra = 1 if policy in ("clean", "dirty") else 0
    circuit = beside(target, extra)
    circuit.rz(angle, 0)
    options = {"policy": policy, "ancillas": extra}
    verdict = judged("unitary", Operator(target).data, circuit, options=options)
    assert verdict.accepted is accepted


@settings(max_examples=30, deadline=None)
@given(circuit=circuits(3, 6), data=st.data())
def test_only_the_subspace_counts(circuit, data, judged):
    width = circuit.num_qubits
    size = 1 << width
    chosen = data.draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=size - 1))
    labels = [f"{index:0{width}b}" for index in sorted(chosen)]
    # A phase on a basis state outside does not show.
    outside = next(index for index in range(size) if index not in chosen)
    other = QuantumCircuit(width)
    flips = [qubit for qubit in range(width) if not outside >> qubit & 1]
    if flips:
        other.x(flips)
    if width > 1:
        other.mcp(1.0, list(range(width - 1)), width - 1)
    else:
        other.p(1.0, 0)
    if flips:
        other.x(flips)
    other.compose(data.draw(rewrites(circuit)), inplace=True)
    matrix = Operator(circuit).data
    assert judged("unitary", matrix, other, options={"subspace": labels}).accepted
    assert not judged("unitary", matrix, other).accepted


def test_phase_inside_the_subspace_is_refused(judged):
    target = QuantumCircuit(2)
    target.swap(0, 1)
    circuit = target.copy()
    circuit.cp(0.5, 0, 1)
    matrix = Operator(target).data
    assert judged("unitary", matrix, circuit, options={"subspace": ["00", "01", "10"]}).accepted
    verdict = judged("unitary", matrix, circuit, options={"subspace": ["00", "11"]})
    assert verdict.reason.key == "relative-phase"


def test_subspace_of_one_state_leaves_its_phase_free(judged):
    circuit = QuantumCircuit(1)
    circuit.z(0)
    assert judged("unitary", np.eye(2), circuit, options={"subspace": ["1"]}).accepted


@settings(max_examples=30, deadline=None)
@given(circuit=circuits(4, 7), data=st.data())
def test_given_output_permutation_is_taken_back(circuit, data, judged):
    order = data.draw(st.permutations(range(circuit.num_qubits)))
    other = data.draw(rewrites(circuit))
    moved = QuantumCircuit(circuit.num_qubits)
    moved.compose(other, inplace=True)
    where = list(range(circuit.num_qubits))
    for qubit, place in enumerate(order):
        here = where.index(qubit)
        if here != place:
            moved.swap(here, place)
            where[here], where[place] = where[place], where[here]
    matrix = Operator(circuit).data
    assert judged("unitary", matrix, moved, options={"permutation": order}).accepted
    assert judged("unitary", matrix, moved, options={"permutation": "any"}).accepted


def test_wrong_permutation_and_wrong_gate_are_refused(judged):
    target = QuantumCircuit(3)
    target.h(0)
    target.t(1)
    target.cx(0, 2)
    circuit = target.copy()
    circuit.swap(0, 1)
    matrix = Operator(target).data
    assert judged("unitary", matrix, circuit, options={"permutation": [1, 0, 2]}).accepted
    assert not judged("unitary", matrix, circuit, options={"permutation": [2, 1, 0]}).accepted
    circuit.s(2)
    assert not judged("unitary", matrix, circuit, options={"permutation": "any"}).accepted


@settings(max_examples=30, deadline=None)
@given(circuit=circuits(3, 6), data=st.data())
def test_any_permutation_still_refuses_a_mistake(circuit, data, judged):
    from itertools import permutations

    other = data.draw(mutants(circuit))
    one, two = Operator(circuit).data, Operator(other)
    near = max(
        abs(np.vdot(one, renamed(two.data, order)))
        for order in permutations(range(circuit.num_qubits))
    )
    missing = 1 - near / len(one)
    if not 0.5e-7 < missing < 2e-7:  # so near the tolerance rounding may decide
        verdict = judged("unitary", one, other, options={"permutation": "any"})
        assert verdict.accepted is bool(missing < 1e-7)


def renamed(matrix, order):
    rows = np.arange(len(matrix))
    moved = sum((rows >> qubit & 1) << place for qubit, place in enumerate(order))
    out = np.empty_like(matrix)
    out[moved] = matrix
    return out


@pytest.mark.parametrize(
    "options",
    [
        {"subspace": ["0"]},
        {"subspace": []},
        {"permutation": [0, 0]},
        {"permutation": "any", "subspace": ["00"]},
    ],
)
def test_option_that_makes_no_sense_is_our_fault(options, judged):
    with pytest.raises(CheckerFailed):
        judged("unitary", np.eye(4), QuantumCircuit(2), options=options)
