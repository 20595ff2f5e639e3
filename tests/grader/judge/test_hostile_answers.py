"""Group H of the threats at the judge: each attack gets its verdict, quickly, without a crash."""

import json
import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector

from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.judge.run import judge
from grader.judge.task import Task
from grader.verdict import Outcome

BELL = np.array([1, 0, 0, 1]) / math.sqrt(2)


@pytest.fixture
def bell_task(exercise_of):
    return Task(exercise=exercise_of("state"), target=BELL)


def wire(**changes):
    circuit = {"t": "circuit", "nq": 2, "nc": 0, "gp": 0.0, "ops": []} | changes
    body = {"qans": 1, "v": circuit}
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def refused_at_once(task, answer, outcomes=("FE", "LE", "WA"), seconds=1.0):
    start = time.process_time()
    verdict = judge(task, answer)
    assert time.process_time() - start < seconds
    assert verdict.outcome in outcomes
    assert verdict.points == 0
    return verdict


@pytest.mark.parametrize("num_qubits", [3, 25, 40, 10**6, 10**30])
def test_h1_wide_circuit_is_refused_without_simulation(num_qubits, bell_task):
    refused_at_once(bell_task, wire(nq=num_qubits))


def test_h1_wide_but_legal_circuit_for_a_wide_task_is_not_simulated(exercise_of):
    exercise = exercise_of("mapped")
    circuit = QuantumCircuit(127)
    for qubit in range(127):
        circuit.sx(qubit)
        circuit.rz(0.1, qubit)
        circuit.sx(qubit)
    answer = encode((circuit, [0, 1], [0, 1]), caps=Caps(max_qubits=160))
    refused_at_once(Task(exercise=exercise, target=BELL), answer)


def test_h2_too_many_gates_are_counted_on_the_wire(bell_task):
    ops = [["x", [], [0]]] * 30_000
    verdict = refused_at_once(bell_task, wire(ops=ops))
    assert verdict.reason.key == "operations"


def test_h3_true_meaning_of_odd_gates_is_judged(judged):
    fake = QuantumCircuit(1, name="h")
    fake.x(0)
    circuit = QuantumCircuit(2)
    circuit.append(fake.to_gate(), [0])
    circuit.cx(0, 1)
    assert judged("state", BELL, circuit).outcome is Outcome.WRONG_ANSWER
    open_control = QuantumCircuit(2)
    open_control.h(0)
    open_control.cx(0, 1, ctrl_state=0)
    open_control.x(1)
    assert judged("state", BELL, open_control).accepted


def test_h5_numbers_that_are_none_are_form_errors(bell_task):
    for angle in ("NaN", "Infinity", "1e999", "1e308", '"pi"', "null", "[0.1]", "true"):
        ops = b'"ops":[["rz",[' + angle.encode() + b"],[0]]]"
        answer = wire().replace(b'"ops":[]', ops)
        assert refused_at_once(bell_task, answer, ("FE",))


@pytest.mark.parametrize(
    "op",
    [
        ["measure", [], [0], [0]],
        ["reset", [], [0]],
        ["if", [], [], [0], 1, [[["x", [], [0]]], []]],
    ],
)
def test_h6_operations_that_are_not_unitary(op, bell_task):
    refused_at_once(bell_task, wire(nc=1, ops=[op]), ("FE",))


def test_h8_vectors_off_the_norm_are_outside_the_tolerance(judged):
    for factor in (1 + 1e-3, 1 - 1e-3):
        assert not judged("value", BELL, BELL * factor, options={"abs": 1e-4}).accepted
    # A target that is no state is the author's fault, seen before any answer.
    with pytest.raises(Exception, match="norm 1"):
        judged("state", BELL * 1.001, QuantumCircuit(2))


def test_h9_right_counts_with_wrong_phases_are_wrong(judged):
    for angle in (math.pi, 0.01):
        circuit = QuantumCircuit(2)
        circuit.h(0)
        circuit.cx(0, 1)
        circuit.p(angle, 1)
        assert Statevector(circuit).probabilities_dict() == pytest.approx({"00": 0.5, "11": 0.5})
        assert judged("state", BELL, circuit).outcome is Outcome.WRONG_ANSWER


def test_h10_global_phase_and_split_registers_change_nothing(judged):
    from qiskit import QuantumRegister

    circuit = QuantumCircuit(QuantumRegister(1, "a"), QuantumRegister(1, "b"), global_phase=1.3)
    circuit.h(0)
    circuit.cx(0, 1)
    assert judged("state", BELL, circuit).accepted


@pytest.mark.parametrize(
    "text",
    [
        b"QISKIT\x0e",
        b"\x80\x04\x95",
        b'OPENQASM 2.0;\ninclude "/etc/passwd";',
        b"",
        b"[" * 100_000,
        b'{"qans":1,"v":' + b'"' + b"x" * 100,
        b"1" * 1_000_000,
    ],
)
def test_h11_other_formats_are_form_errors(text, bell_task):
    refused_at_once(bell_task, text, ("FE",))


def test_h11_program_text_as_answer_is_of_the_wrong_type(judged):
    verdict = judged("state", BELL, "OPENQASM 3.0; qubit[2] q; h q[0]; cx q[0], q[1];")
    assert (verdict.outcome, verdict.reason.key) == (Outcome.FORM_ERROR, "type")


def test_h13_millions_of_classical_bits_are_refused(bell_task):
    refused_at_once(bell_task, wire(nc=5_000_000))


def test_h13_entangled_ancilla_is_wrong(judged):
    circuit = QuantumCircuit(3)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.cx(0, 2)
    verdict = judged("state", BELL, circuit, options={"ancillas": 1})
    assert verdict.outcome is Outcome.WRONG_ANSWER


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_get_a_verdict(data, exercise_of):
    for checker in ("state", "value"):
        task = Task(exercise=exercise_of(checker), target=BELL if checker == "state" else [1.0])
        assert judge(task, data).outcome in ("FE", "LE", "OLE", "WA", "AC")


def test_same_answer_gets_the_same_verdict_twice(judged, random_circuit):
    for seed in range(5):
        circuit = random_circuit(seed, 2, 6)
        assert judged("state", BELL, circuit) == judged("state", BELL, circuit)
