"""Every answer that can be written is read back exactly, and its bytes are the only ones."""

import math
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator, SparsePauliOp

from grader.answer.decode import decode
from grader.answer.encode import encode
from tests.strategies import circuits, values

slow = settings(deadline=None, max_examples=150)


def same(one: object, two: object) -> bool:
    """Compare exactly: types, order of gates, bits of numbers."""
    if type(one) is not type(two):
        return False
    if isinstance(one, QuantumCircuit):
        return (
            operations(one) == operations(two) and one.global_phase == two.global_phase % math.tau
        )
    if isinstance(one, np.ndarray):
        return one.dtype == two.dtype and one.shape == two.shape and one.tobytes() == two.tobytes()
    if isinstance(one, SparsePauliOp):
        return one.paulis.to_labels() == two.paulis.to_labels() and same(one.coeffs, two.coeffs)
    if isinstance(one, list | tuple):
        return len(one) == len(two) and all(map(same, one, two))
    if isinstance(one, dict):
        return one.keys() == two.keys() and all(same(one[key], two[key]) for key in one)
    return repr(one) == repr(two)


def operations(circuit: QuantumCircuit) -> list[object]:
    """List a circuit as plain data, independent of the wire code."""
    places = {bit: i for bits in (circuit.qubits, circuit.clbits) for i, bit in enumerate(bits)}
    return [
        (item.operation.base_class, tuple(item.operation.params), [places[b] for b in item.qubits],
         [places[b] for b in item.clbits])
        for item in circuit.data
    ]  # fmt: skip


@slow
@given(values)
def test_every_encodable_answer_survives_the_round_trip(value):
    data = encode(value)
    back = decode(data)
    assert same(back, value)
    assert encode(back) == data


@slow
@given(circuits(4, 12))
def test_a_circuit_keeps_its_unitary_with_the_global_phase(circuit):
    assert np.allclose(Operator(decode(encode(circuit))).data, Operator(circuit).data, atol=1e-9)


@slow
@given(circuits(3, 8))
def test_unfolding_a_composite_keeps_its_unitary(circuit):
    whole = QuantumCircuit(circuit.num_qubits + 1)
    whole.append(circuit.to_gate(label="h"), range(circuit.num_qubits))
    whole.append(circuit.to_gate().inverse(), range(circuit.num_qubits))
    whole.append(
        circuit.to_gate().control(1, ctrl_state=0, annotated=False), range(circuit.num_qubits + 1)
    )
    assert np.allclose(Operator(decode(encode(whole))).data, Operator(whole).data, atol=1e-7)


@slow
@given(circuits(3, 8, dynamic=True))
def test_dynamic_circuits_are_stable_after_one_trip(circuit):
    data = encode(circuit)
    back = decode(data)
    assert encode(back) == data
    kept = {name: n for name, n in circuit.count_ops().items() if name != "barrier"}
    assert dict(back.count_ops()) == kept


def test_a_branch_reads_the_same_bits_after_the_trip():
    circuit = QuantumCircuit(3, 3)
    circuit.measure([0, 1], [0, 2])
    with circuit.if_test((circuit.cregs[0], 5)) as otherwise:
        circuit.x(2)
        with circuit.if_test((circuit.clbits[1], 1)):
            circuit.x(1)
    with otherwise:
        circuit.h(2)
    block = decode(encode(circuit)).data[-1].operation
    register, value = block.condition
    assert value == 5
    assert len(register) == 3
    assert [dict(body.count_ops()) for body in block.blocks] == [{"x": 1, "if_else": 1}, {"h": 1}]


def test_open_controls_are_sent_by_their_meaning():
    circuit = QuantumCircuit(4)
    circuit.h(range(4))
    circuit.cx(0, 1, ctrl_state=0)
    circuit.ccx(0, 1, 2, ctrl_state=1)
    circuit.mcx([0, 1, 2], 3, ctrl_state=2)
    back = decode(encode(circuit))
    assert np.allclose(Operator(back).data, Operator(circuit).data)
    assert all(getattr(item.operation, "ctrl_state", 1) != 0 for item in back.data)


def test_bytes_do_not_depend_on_the_order_of_a_dict():
    orders = [{"b": 1, "a": 2}, {"a": 2, "b": 1}]
    assert all(encode(x) == encode(y) for x, y in pairwise(orders))
