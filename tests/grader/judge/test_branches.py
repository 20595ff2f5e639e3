"""All branches of a dynamic circuit, against a second simulation that follows one at a time."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.circuit.library import XGate
from qiskit.quantum_info import Operator, Statevector, partial_trace

from grader.errors import CheckerFailed, JudgeUndecided
from grader.judge.branches import simulate
from grader.judge.program import Program
from tests.strategies import circuits

PROJECTORS = (Operator(np.diag([1, 0])), Operator(np.diag([0, 1])))


def followed(circuit):
    """Return ``[(bits, state)]`` with unnormalised states, by Qiskit's own classes alone."""
    found = [(dict.fromkeys(circuit.clbits, 0), Statevector.from_int(0, 2**circuit.num_qubits))]
    for item in circuit.data:
        found = [end for start in found for end in step(circuit, item, *start)]
    return found


def step(circuit, item, bits, state):
    qubits = [circuit.find_bit(bit).index for bit in item.qubits]
    name = item.operation.name
    if name in ("measure", "reset"):
        for value, projector in enumerate(PROJECTORS):
            part = state.evolve(projector, qubits)
            if np.linalg.norm(part.data) < 1e-9:
                continue
            if name == "reset" and value:
                part = part.evolve(XGate(), qubits)
            yield ({**bits, item.clbits[0]: value} if name == "measure" else bits), part
    elif name == "if_else":
        left, value = item.operation.condition
        read = [left] if left in bits else list(left)
        holds = sum(bits[bit] << place for place, bit in enumerate(read)) == value
        blocks = item.operation.blocks
        ends = [(bits, state)]
        if holds or len(blocks) == 2:
            block = blocks[0] if holds else blocks[1]
            for inner in block.data:
                places = [item.qubits[block.find_bit(bit).index] for bit in inner.qubits]
                there = inner.replace(qubits=places)
                ends = [end for start in ends for end in step(circuit, there, *start)]
        yield from ends
    else:
        yield bits, (state if name == "barrier" else state.evolve(item.operation, qubits))


def outcomes_of(circuit):
    found = {}
    for bits, state in followed(circuit):
        key = sum(value << circuit.find_bit(bit).index for bit, value in bits.items())
        found[key] = found.get(key, 0) + float(np.linalg.norm(state.data) ** 2)
    return found


@settings(max_examples=80, deadline=None)
@given(circuit=circuits(3, 9, dynamic=True))
def test_outcomes_are_those_of_following_each_branch(circuit):
    assume(sum(item.operation.name in ("measure", "reset") for item in circuit.data) < 8)
    observed, expected = simulate(Program.of(circuit)).outcomes(), outcomes_of(circuit)
    assert sum(observed.values()) == pytest.approx(1)
    for key in {*observed, *expected}:
        assert observed.get(key, 0) == pytest.approx(expected.get(key, 0), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(circuit=circuits(3, 8, dynamic=True), data=st.data())
def test_reduced_state_is_that_of_following_each_branch(circuit, data):
    assume(sum(item.operation.name in ("measure", "reset") for item in circuit.data) < 7)
    on = data.draw(st.permutations(range(circuit.num_qubits)))[: data.draw(st.integers(1, 2))]
    ensemble = simulate(Program.of(circuit), keep=on)
    gone = [qubit for qubit in range(circuit.num_qubits) if qubit not in on]
    whole = sum(np.outer(s.data, s.data.conj()) for _, s in followed(circuit))
    left = sorted(on)
    expected = partial_trace(whole, gone).data
    order = [left.index(qubit) for qubit in on]
    size = len(on)
    axes = [size - 1 - order[size - 1 - axis] for axis in range(size)]
    tensor = expected.reshape((2,) * 2 * size).transpose([*axes, *(size + a for a in axes)])
    assert np.allclose(ensemble.reduced(on), tensor.reshape(2**size, 2**size), atol=1e-9)
    state = np.zeros(2**size)
    state[0] = 1
    total = sum(part for _, part in ensemble.overlaps(state, on).values())
    assert total == pytest.approx(tensor.reshape(2**size, 2**size)[0, 0].real, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(circuit=circuits(4, 8), data=st.data())
def test_marginal_of_a_static_circuit_is_qiskits(circuit, data):
    size = data.draw(st.integers(1, circuit.num_qubits))
    which = data.draw(st.permutations(range(circuit.num_qubits)))[:size]
    found = simulate(Program.of(circuit)).marginal(which)
    expected = Statevector(circuit).probabilities(list(which))
    assert np.allclose([found.get(i, 0) for i in range(2**size)], expected, atol=1e-9)


def test_measurements_at_the_end_are_no_branches():
    circuit = QuantumCircuit(15, 15)
    circuit.h(range(15))
    circuit.measure(range(15), reversed(range(15)))
    ensemble = simulate(Program.of(circuit))
    assert len(ensemble.parts) == 1
    outcomes = ensemble.outcomes()
    assert len(outcomes) == 2**15
    assert sum(outcomes.values()) == pytest.approx(1)


def test_classical_bits_beyond_machine_integers_are_read():
    circuit = QuantumCircuit(2, 100)
    circuit.x(0)
    circuit.measure([0, 1], [99, 3])
    assert simulate(Program.of(circuit)).outcomes() == pytest.approx({1 << 99: 1})


def test_a_bit_written_twice_holds_the_second_value():
    circuit = QuantumCircuit(2, 1)
    circuit.x(1)
    circuit.measure(1, 0)
    circuit.measure(0, 0)
    assert simulate(Program.of(circuit)).outcomes() == pytest.approx({0: 1})


def test_registers_are_compared_least_significant_bit_first():
    register = ClassicalRegister(2, "c")
    circuit = QuantumCircuit(QuantumRegister(2, "q"), register)
    circuit.x(1)
    circuit.measure([0, 1], register)
    with circuit.if_test((register, 2)) as otherwise:
        circuit.x(0)
    with otherwise:
        circuit.x(1)
    assert simulate(Program.of(circuit)).marginal([0, 1]) == pytest.approx({3: 1})


def test_conditions_inside_each_other_follow_both_bits():
    circuit = QuantumCircuit(3, 2)
    circuit.h([0, 1])
    circuit.measure([0, 1], [0, 1])
    with circuit.if_test((circuit.clbits[0], 1)):
        with circuit.if_test((circuit.clbits[1], 1)) as otherwise:
            circuit.x(2)
        with otherwise:
            circuit.ry(math.pi / 2, 2)
    assert simulate(Program.of(circuit)).marginal([2])[1] == pytest.approx(0.25 + 0.125)


def test_a_result_that_never_comes_decides_nothing():
    circuit = QuantumCircuit(1, 1)
    circuit.measure(0, 0)
    with circuit.if_test((circuit.clbits[0], 1)):
        circuit.x(0)
    ensemble = simulate(Program.of(circuit))
    assert list(ensemble.parts) == [0]
    assert ensemble.marginal([0]) == pytest.approx({0: 1})


def test_measuring_a_kept_qubit_disturbs_it_and_another_does_not():
    circuit = QuantumCircuit(1, 1)
    circuit.h(0)
    circuit.measure(0, 0)
    mixed = simulate(Program.of(circuit), keep=[0]).reduced([0])
    assert np.allclose(mixed, np.eye(2) / 2)


def test_many_resets_stay_small():
    circuit = QuantumCircuit(2, 2)
    for index in range(200):
        circuit.h(0)
        circuit.cx(0, 1)
        circuit.reset(0)
        circuit.measure(1, index % 2)
    ensemble = simulate(Program.of(circuit))
    assert all(part.shape[1] <= 8 for part in ensemble.parts.values())
    assert sum(ensemble.outcomes().values()) == pytest.approx(1, abs=1e-9)


def test_too_many_branches_are_left_undecided():
    circuit = QuantumCircuit(18, 18)
    for qubit in range(18):
        circuit.h(qubit)
        circuit.measure(qubit, qubit)
        with circuit.if_test((circuit.clbits[qubit], 1)):
            circuit.x((qubit + 1) % 18)
    with pytest.raises(JudgeUndecided, match="branches"):
        simulate(Program.of(circuit))


def test_loops_are_no_operation_of_the_judge():
    circuit = QuantumCircuit(1, 1)
    with circuit.while_loop((circuit.clbits[0], 1)):
        circuit.measure(0, 0)
    with pytest.raises(CheckerFailed, match="if_test"):
        Program.of(circuit)


def test_gates_of_both_branches_are_measured():
    circuit = QuantumCircuit(2, 1)
    circuit.measure(0, 0)
    with circuit.if_test((circuit.clbits[0], 1)) as otherwise:
        circuit.cx(0, 1)
    with otherwise:
        circuit.cz(0, 1)
    program = Program.of(circuit)
    assert [op.name for op in program.gates.ops] == ["cx", "cz"]
    assert [op.name for op in program.every] == ["measure", "if", "cx", "cz"]
