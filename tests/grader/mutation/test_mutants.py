"""Mutants differ from what they were made of, and what the second method says of them is true."""

import ast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from qiskit import ClassicalRegister, QuantumCircuit
from qiskit.circuit import CircuitInstruction
from qiskit.circuit.library import QFTGate, RZGate
from qiskit.quantum_info import Operator, SparsePauliOp, Statevector

from grader.devices.twins import twin
from grader.judge.likely import Likely
from grader.mutation.second.branches import branches, outcomes
from grader.mutation.second.circuits import (
    distribution_distance,
    expectation,
    state_deviation,
    unitary_deviation,
)
from grader.mutation.second.devices import mapped_deviation
from grader.mutation.sources import source_mutants
from grader.mutation.values import value_mutants
from tests.circuits import bell


def test_every_kind_of_change_is_made_to_a_circuit():
    circuit = bell()
    circuit.rz(0.3, 1)
    changes = [change for change, _ in value_mutants(circuit)]
    assert changes == [
        "drop h at 0", "move h at 0", "exchange h at 0 with the next",
        "drop cx at 1", "swap the qubits of cx at 1", "exchange cx at 1 with the next",
        "drop rz at 2", "turn rz at 2 by 0.1", "move rz at 2", "reverse the qubits",
    ]  # fmt: skip
    turned = dict(value_mutants(circuit))["turn rz at 2 by 0.1"]
    assert turned.data[2].operation.params == [0.4]
    assert circuit.data[2].operation.params == [0.3]


@given(
    st.recursive(
        st.integers(-3, 3) | st.floats(-2, 2) | st.text("01", min_size=1, max_size=4),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner),
        max_leaves=8,
    )
)
def test_each_mutant_of_a_value_is_another_value(value):
    for change, mutant in value_mutants(value):
        # Zero with another sign is the same number; the campaign drops equal bytes.
        assert repr(mutant) != repr(value) or "sign" in change


def test_mutants_of_a_function_change_its_body_once_each():
    source = (
        "import x\nSIZE = 3\ndef answer(n):\n    total = n + 1\n    if n < 2:\n"
        "        total.append(n, total)\n    return total\n"
    )
    found = dict(source_mutants(source))
    assert set(found) == {
        "line 4: Add becomes Sub",
        "line 4: 1 becomes 2",
        "line 5: Lt becomes LtE",
        "line 5: 2 becomes 3",
        "line 6: drop total.append(n, total)",
        "line 6: exchange arguments of total.append",
    }
    for text in found.values():
        assert "SIZE = 3" in text
        assert ast.dump(ast.parse(text)) != ast.dump(ast.parse(source))


def test_branches_follow_measurements_and_conditions():
    circuit = QuantumCircuit(2, 2)
    circuit.ry(2 * np.arcsin(np.sqrt(0.3)), 0)
    circuit.measure(0, 0)
    with circuit.if_test((circuit.clbits[0], 1)) as otherwise:
        circuit.x(1)
    with otherwise:
        circuit.h(1)
    circuit.measure(1, 1)
    found = {one.label: np.linalg.norm(one.state.data) ** 2 for one in branches(circuit)}
    assert found == pytest.approx({"11": 0.3, "00": 0.35, "10": 0.35})
    assert outcomes(circuit) == pytest.approx(found)
    circuit.reset(1)
    assert {one.label for one in branches(circuit)} == set(found)


def test_deviations_are_those_of_the_definitions():
    assert state_deviation(bell(), [2**-0.5, 0, 0, 2**-0.5]) == pytest.approx(0, abs=1e-12)
    assert state_deviation(bell(), "00") == pytest.approx(0.5)
    assert state_deviation(bell(), "1", on=[1]) == pytest.approx(0.5)
    wide = QuantumCircuit(3)
    wide.x(1)
    assert state_deviation(wide, "10", ancillas=1) == pytest.approx(0)
    assert state_deviation(wide, "01", on=[2, 1]) == pytest.approx(1)
    assert state_deviation(wide, "10", on=[2, 1]) == pytest.approx(0)
    phased = QuantumCircuit(1, global_phase=0.5)
    assert unitary_deviation(phased, np.eye(2), {}) == pytest.approx(0)
    assert unitary_deviation(phased, np.eye(2), {"policy": "strict"}) > 0.4
    z = np.diag([1, -1])
    assert unitary_deviation(phased, z, {"policy": "relative"}) == pytest.approx(0)
    assert unitary_deviation(phased, z, {}) == pytest.approx(1)
    assert expectation(bell(), SparsePauliOp("XX")) == pytest.approx(1)
    measured = bell()
    measured.measure_all()
    assert distribution_distance(measured, {"00": 0.5, "11": 0.5}, "clbits") == pytest.approx(0)
    assert distribution_distance(bell(), {"0": 1.0}, [1]) == pytest.approx(0.5)
    assert distribution_distance(measured, Likely(outcomes=("01",), at_least=0.1), "clbits") == 1


def test_a_mapped_circuit_is_looked_at_where_its_layouts_say():
    device = twin("kawasaki")
    (one, two) = device.edges[0]
    circuit = QuantumCircuit(device.num_qubits)
    circuit.ecr(one, two)
    wanted = QuantumCircuit(2)
    wanted.ecr(0, 1)
    matrix = Operator(wanted).data
    options = {"twin": "kawasaki", "of": "unitary"}
    assert mapped_deviation((circuit, [one, two], [one, two]), matrix, options) < 1e-12
    assert mapped_deviation((circuit, [one, two], [two, one]), matrix, options) > 0.1
    state = Statevector(wanted).data
    assert mapped_deviation((circuit, [one, two], [one, two]), state, {}) < 1e-12
    circuit.ecr(two, one)
    assert mapped_deviation((circuit, [one, two], [one, two]), matrix, options) == 1.0


def test_a_wide_clifford_state_is_compared_by_stabilisers():
    line = list(range(0, 64, 4))
    circuit, wanted = QuantumCircuit(133), QuantumCircuit(16)
    wanted.h(range(16))
    for qubit in line:
        circuit.rz(np.pi / 2, qubit)
        circuit.sx(qubit)
        circuit.rz(np.pi / 2, qubit)
    options = {"twin": "torino"}
    circuit.data.insert(0, CircuitInstruction(RZGate(0.1), [circuit.qubits[line[0]]]))
    assert mapped_deviation((circuit, line, line), wanted, options) == 0.0
    circuit.rz(np.pi, line[3])
    assert mapped_deviation((circuit, line, line), wanted, options) == 1.0


def test_the_library_transform_is_read_by_its_definition():
    circuit = QuantumCircuit(3)
    circuit.append(QFTGate(3), range(3))
    powers = np.outer(np.arange(8), np.arange(8))
    assert unitary_deviation(circuit, np.exp(2j * np.pi * powers / 8) / 8**0.5, {}) < 1e-12


def test_what_is_read_at_the_end_needs_no_branches():
    circuit = bell()
    circuit.add_register(ClassicalRegister(3))
    circuit.measure(0, 2)
    circuit.h(1)
    circuit.measure(1, 0)
    assert outcomes(circuit) == pytest.approx({"000": 0.25, "001": 0.25, "100": 0.25, "101": 0.25})
    again = circuit.copy()
    again.h(0)
    assert outcomes(again) == pytest.approx(outcomes(circuit))
