"""Work guards: what would pass the judge's time is not started, what fits is decided."""

import time

import numpy as np
import pytest
from qiskit import QuantumCircuit

from grader.errors import JudgeUndecided
from grader.judge import work
from grader.judge.program import Program
from grader.judge.simulator import statevector, unitary
from grader.verdict import Outcome


@pytest.fixture(autouse=True)
def no_bound_is_left_behind():
    yield
    work.allow(None)


def layered(num_qubits, operations):
    rng = np.random.default_rng(num_qubits)
    circuit = QuantumCircuit(num_qubits)
    while len(circuit.data) < operations:
        for qubit in range(num_qubits):
            circuit.rz(float(rng.uniform(-3, 3)), qubit)
            circuit.sx(qubit)
        for qubit in range(len(circuit.data) % 2, num_qubits - 1, 2):
            circuit.cx(qubit, qubit + 1)
    del circuit.data[operations:]
    return circuit


def test_estimate_grows_with_gates_qubits_and_columns():
    small, long, wide = (Program.of(layered(n, k)) for n, k in ((8, 200), (8, 2000), (12, 200)))
    assert work.seconds(long) > 5 * work.seconds(small)
    assert work.seconds(wide) > 1.2 * work.seconds(small)
    assert work.seconds(wide, 256) > 10 * work.seconds(wide)


def test_estimate_is_an_upper_one_within_reason():
    program = Program.of(layered(16, 3000))
    statevector(Program.of(layered(16, 10)))  # loads Aer
    start = time.process_time()
    statevector(program)
    taken = time.process_time() - start
    assert taken < 3 * work.seconds(program) + 0.5
    assert work.seconds(program) < 25 * taken + 0.5


def test_time_that_is_left_shrinks_as_it_is_used():
    work.allow(10)
    before = work.left()
    work.spend(3)
    assert before - work.left() >= 3
    assert before < 10
    work.allow(None)
    assert work.left() == work.DEFAULT_S


def test_what_does_not_fit_is_undecided_at_once_with_the_reason():
    program = Program.of(layered(20, 20_000))
    start = time.process_time()
    with pytest.raises(JudgeUndecided, match=r"about \d+ s was not started; \d+ s are left"):
        statevector(program)
    assert time.process_time() - start < 2


def test_nearly_twenty_thousand_gates_on_seven_qubits_are_compared_as_matrices(judged):
    circuit = layered(7, 19_990)
    start = time.process_time()
    verdict = judged("unitary", circuit, circuit)
    assert (verdict.outcome, verdict.method) == (Outcome.ACCEPTED, "operator")
    wrong = circuit.copy()
    wrong.rx(0.01, 3)
    assert judged("unitary", circuit, wrong).outcome is Outcome.WRONG_ANSWER
    assert time.process_time() - start < 40  # some seconds; 20 times as long without fusion


def test_engine_for_long_circuits_agrees_with_our_arrays(random_circuit):
    program = Program.of(random_circuit(5, 8, 300))
    from grader.judge.simulator import columns, run_columns

    assert np.allclose(unitary(program), run_columns(program, columns(8)))


def test_judge_that_has_no_time_left_says_so(judged):
    circuit = layered(13, 4000)
    work.allow(0.02)
    verdict = judged("state", circuit, circuit)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.INCONCLUSIVE, "undecided")
    assert "not started" in verdict.reason.params["detail"]
