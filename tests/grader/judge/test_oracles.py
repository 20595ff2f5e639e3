"""What placing an oracle adds to a circuit, in conditional blocks too, and when it is too much."""

import pytest
from qiskit import QuantumCircuit

from grader.answer.opaque import OpaqueGate
from grader.errors import AnswerTooLarge, CheckerFailed
from grader.judge.metered import Oracle, plain_gates
from grader.judge.oracles import Places

FLIP = QuantumCircuit(1)
FLIP.x(0)


def places(most=1000):
    return Places(hidden={"f": FLIP}, max_operations=most)


def test_both_branches_of_a_condition_count_and_are_filled():
    circuit = QuantumCircuit(2, 1)
    circuit.measure(0, 0)
    with circuit.if_test((0, 1)) as other:
        circuit.append(OpaqueGate("f", 1), [1])
        with circuit.if_test((0, 1)):
            circuit.append(OpaqueGate("f", 1).power(3), [1])
    with other:
        circuit.append(OpaqueGate("f", 1).inverse(), [1])
    placed = places().place(circuit)
    assert placed.uses == 5
    block = placed.whole.data[1].operation
    assert [item.operation.name for item in block.blocks[0].data] == ["x", "if_else"]
    inner = block.blocks[0].data[1].operation.blocks[0]
    assert inner.count_ops() == {"x": 3}
    assert block.blocks[1].count_ops() == {"x": 1}
    assert not placed.bare.data[1].operation.blocks[1].data


def test_a_circuit_without_oracles_stays_as_it_is():
    circuit = QuantumCircuit(1)
    circuit.h(0)
    assert places().place(circuit).whole is circuit


def test_more_than_may_be_added_is_refused_with_the_number_of_uses():
    circuit = QuantumCircuit(1)
    circuit.append(OpaqueGate("f", 1).power(-(1 << 20)), [0])
    with pytest.raises(AnswerTooLarge) as error:
        places().place(circuit)
    assert error.value.detail == str(1 << 20)


def test_no_use_at_all_leaves_nothing():
    circuit = QuantumCircuit(1)
    circuit.append(OpaqueGate("f", 1).power(0), [0])
    placed = places().place(circuit)
    assert placed.uses == 0
    assert not placed.whole.data


@pytest.mark.parametrize("name", ["h", "cx", "measure", "if", "F", "a b", ""])
def test_names_that_mean_something_else_cannot_be_given(name):
    with pytest.raises(CheckerFailed):
        Oracle(name, FLIP)


def test_an_oracle_is_made_of_gates():
    measured = QuantumCircuit(1, 1)
    measured.measure(0, 0)
    with pytest.raises(CheckerFailed, match="must consist of gates"):
        plain_gates(measured)
    matrix = QuantumCircuit(1)
    matrix.unitary([[0, 1], [1, 0]], 0)
    with pytest.raises(CheckerFailed, match="cannot be read"):
        plain_gates(matrix)
