"""An oracle is a name and a width: nothing inside, and every use of it travels as what it is."""

import copy
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from qiskit import QuantumCircuit, transpile
from qiskit.circuit import (
    AnnotatedOperation,
    ControlModifier,
    Gate,
    InverseModifier,
    PowerModifier,
)

from grader.answer.decode import decode
from grader.answer.encode import canonical, encode
from grader.answer.opaque import OpaqueGate
from grader.answer.schema import EXPONENT_MAX
from grader.errors import AnswerError, AnswerMalformed

WIDTHS = {"f": 2}


def holding(gate, *places, width=6):
    circuit = QuantumCircuit(width, 1)
    circuit.append(gate, places or range(gate.num_qubits))
    return circuit


def ops(circuit):
    return json.loads(encode(circuit))["v"]["ops"]


def frame(*operations, width=6):
    tree = {"t": "circuit", "nq": width, "nc": 1, "gp": 0.0, "ops": list(operations)}
    return canonical({"qans": 1, "v": tree})


def test_there_is_nothing_inside_and_nothing_can_be_put_there():
    gate = OpaqueGate("f", 2)
    with pytest.raises(AttributeError, match="no definition"):
        gate.definition = QuantumCircuit(2)
    assert gate.definition is None
    circuit = holding(gate)
    assert ops(circuit.decompose(reps=3)) == ops(circuit)


def test_a_definition_put_underneath_is_not_sent():
    gate = OpaqueGate("f", 2)
    gate._definition = QuantumCircuit(2)
    assert ops(holding(gate)) == [["oracle", [], [0, 1], "f", 1, 0, 0]]


@pytest.mark.parametrize(
    ("gate", "sent"),
    [
        (OpaqueGate("f", 2).inverse(), (-1, 0, 0)),
        (OpaqueGate("f", 2).power(np.int64(3)).inverse(), (-3, 0, 0)),
        (OpaqueGate("f", 2).inverse().power(-2), (2, 0, 0)),
        (OpaqueGate("f", 2).power(0), (0, 0, 0)),
        (OpaqueGate("f", 2).control(2), (1, 2, 3)),
        (OpaqueGate("f", 2).control(2, ctrl_state="01").power(2), (2, 2, 1)),
        (OpaqueGate("f", 2).control(1, ctrl_state=0).control(2), (1, 3, 3)),
        (OpaqueGate("f", 2).control(1).control(1, ctrl_state=0), (1, 2, 2)),
        (AnnotatedOperation(OpaqueGate("f", 2), [InverseModifier(), PowerModifier(2)]), (-2, 0, 0)),
        (AnnotatedOperation(OpaqueGate("f", 2), ControlModifier(1, 0)), (1, 1, 0)),
        (OpaqueGate("f", 2).control(1, annotated=True), (1, 1, 1)),
    ],
)
def test_inverse_power_and_control_are_sent_as_numbers(gate, sent):
    ((name, params, qubits, oracle, *numbers),) = ops(holding(gate))
    assert (name, params, oracle, tuple(numbers)) == ("oracle", [], "f", sent)
    assert qubits == list(range(2 + sent[1]))


@pytest.mark.parametrize("exponent", [0.5, EXPONENT_MAX + 1])
def test_powers_that_nobody_can_count_are_refused_at_once(exponent):
    with pytest.raises(ValueError, match="power"):
        OpaqueGate("f", 2).power(exponent)


@pytest.mark.parametrize(("controls", "state"), [(0, None), (1, 2), (2, "100"), (1, -1)])
def test_controls_must_fit_their_state(controls, state):
    with pytest.raises(ValueError, match="control"):
        OpaqueGate("f", 2).control(controls, ctrl_state=state)


def test_a_repeated_gate_is_sent_each_time():
    assert len(ops(holding(OpaqueGate("f", 2).repeat(3)))) == 3


def test_gates_are_equal_only_if_they_do_the_same():
    gate = OpaqueGate("f", 2)
    assert gate == copy.deepcopy(gate) == gate.to_mutable()
    others = (gate.inverse(), gate.power(2), gate.control(), OpaqueGate("g", 2))
    assert all(gate != other for other in others)
    assert gate.control(2) != gate.control(2, ctrl_state=1)


def test_a_compiler_leaves_it_where_it_is():
    circuit = holding(OpaqueGate("f", 2))
    circuit.append(OpaqueGate("f", 2).inverse(), [0, 1])
    done = transpile(circuit, optimization_level=1)
    assert [op[4] for op in ops(done)] == [1, -1]


def test_a_gate_of_ones_own_with_the_same_name_is_opaque():
    with pytest.raises(AnswerMalformed) as error:
        encode(holding(Gate("f", 2, [])))
    assert error.value.code == "opaque-gate"


def test_a_subclass_is_its_own_definition():
    twice = QuantumCircuit(2)
    twice.append(OpaqueGate("f", 2), [0, 1])
    twice.append(OpaqueGate("f", 2), [1, 0])

    class Defined(OpaqueGate):
        definition = property(lambda _: twice, lambda *_: None)

    assert [op[2] for op in ops(holding(Defined("f", 2)))] == [[0, 1], [1, 0]]

    class Empty(OpaqueGate):
        pass

    with pytest.raises(AnswerMalformed) as error:
        encode(holding(Empty("f", 2)))
    assert error.value.code == "opaque-gate"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("exponent", 0.5),
        ("exponent", True),
        ("exponent", EXPONENT_MAX + 1),
        ("num_ctrl_qubits", -1),
        ("num_ctrl_qubits", 2),
        ("ctrl_state", 1),
        ("oracle", "F!"),
        ("oracle", 7),
        ("oracle", None),
    ],
)
def test_a_gate_that_was_tampered_with_is_refused(field, value):
    gate = OpaqueGate("f", 2)
    gate.__dict__[field] = value
    with pytest.raises(AnswerMalformed) as error:
        encode(holding(gate))
    assert error.value.code == "opaque-gate"


def test_what_a_gate_was_told_to_be_is_what_counts():
    gate = OpaqueGate("f", 2)
    gate.exponent = 5
    assert ops(holding(gate))[0][4] == 5


def test_a_circuit_comes_back_with_its_oracles():
    circuit = holding(OpaqueGate("f", 2).control(1, ctrl_state=0).power(-3), 4, 1, 0)
    back = decode(encode(circuit), oracles=WIDTHS)
    ((gate, places),) = [(i.operation, i.qubits) for i in back.data]
    assert type(gate) is OpaqueGate
    assert (gate.oracle, gate.exponent, gate.num_ctrl_qubits, gate.ctrl_state) == ("f", -3, 1, 0)
    assert [back.find_bit(bit).index for bit in places] == [4, 1, 0]
    assert encode(back) == encode(circuit)


WRONG = {
    "another oracle": (["oracle", [], [0, 1], "g", 1, 0, 0], "opaque-gate"),
    "a name that is no text": (["oracle", [], [0, 1], 1, 1, 0, 0], "opaque-gate"),
    "too narrow": (["oracle", [], [0], "f", 1, 0, 0], "arity"),
    "too wide": (["oracle", [], [0, 1, 2], "f", 1, 0, 0], "arity"),
    "all qubits are controls": (["oracle", [], [0, 1], "f", 1, 2, 0], "arity"),
    "fewer than no controls": (["oracle", [], [0, 1], "f", 1, -1, 0], "arity"),
    "a control state out of range": (["oracle", [], [0, 1, 2], "f", 1, 1, 2], "parameters"),
    "a negative control state": (["oracle", [], [0, 1, 2], "f", 1, 1, -1], "parameters"),
    "half a use": (["oracle", [], [0, 1], "f", 0.5, 0, 0], "parameters"),
    "a truth value": (["oracle", [], [0, 1], "f", True, 0, 0], "parameters"),
    "a use too large": (["oracle", [], [0, 1], "f", EXPONENT_MAX + 1, 0, 0], "parameters"),
    "an angle": (["oracle", [0.1], [0, 1], "f", 1, 0, 0], "parameters"),
    "a qubit twice": (["oracle", [], [0, 0], "f", 1, 0, 0], "repeated-qubit"),
    "a qubit out of range": (["oracle", [], [0, 6], "f", 1, 0, 0], "qubit-range"),
    "one field more": (["oracle", [], [0, 1], "f", 1, 0, 0, 0], "arity"),
    "one field less": (["oracle", [], [0, 1], "f", 1, 0], "arity"),
}


@pytest.mark.parametrize("name", WRONG)
def test_bytes_that_claim_another_use_are_refused(name):
    operation, code = WRONG[name]
    with pytest.raises(AnswerMalformed) as error:
        decode(frame(operation), oracles=WIDTHS)
    assert error.value.code == code


plain = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 1 << 21), st.floats(-2, 2), st.sampled_from("fg")
)


@given(st.lists(st.one_of(plain, st.lists(plain, max_size=4)), max_size=8))
def test_whatever_stands_behind_the_word_oracle_is_a_circuit_or_malformed(rest):
    try:
        circuit = decode(frame(["oracle", *rest]), oracles=WIDTHS)
    except AnswerError:
        return
    (item,) = circuit.data
    assert type(item.operation) is OpaqueGate
    assert len(item.qubits) == 2 + item.operation.num_ctrl_qubits


def test_arguments_hold_oracles_and_services_that_answers_cannot():
    asked = []
    data = encode((OpaqueGate("f", 2), 3))
    gate, number = decode(data, ask=lambda *what: asked.append(what))
    assert (type(gate), gate.num_qubits, number) == (OpaqueGate, 2, 3)
    with pytest.raises(AnswerMalformed):
        decode(data, oracles=WIDTHS)
    with pytest.raises(AnswerMalformed):
        encode(OpaqueGate("f", 2).inverse())
