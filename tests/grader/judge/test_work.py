"""Work guards: what would pass the judge's time is not started, what fits is decided."""

import numpy as np
import pytest
from qiskit import QuantumCircuit

from grader.errors import JudgeUndecided
from grader.judge import aer, simulator, work
from grader.judge.program import Program
from grader.judge.simulator import columns, run_columns, statevector, unitary
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


@pytest.fixture
def nothing_is_simulated(monkeypatch):
    def started(*_):
        raise AssertionError("a simulation was started")

    monkeypatch.setattr(simulator, "run_columns", started)
    monkeypatch.setattr(aer, "evolve", started)


def test_time_that_is_left_shrinks_as_it_is_used():
    work.allow(10)
    before = work.left()
    work.spend(3)
    assert before - work.left() >= 3
    assert before < 10
    work.allow(None)
    assert work.left() == work.DEFAULT_S


@pytest.mark.usefixtures("nothing_is_simulated")
def test_what_does_not_fit_is_undecided_at_once_with_the_reason():
    program = Program.of(layered(20, 20_000))
    with pytest.raises(JudgeUndecided, match=r"about \d+ s was not started; \d+ s are left"):
        statevector(program)


def test_circuits_as_long_as_an_answer_may_be_fit_up_to_these_sizes():
    """20,000 operations in the hardware's gates: 9 qubits as a matrix, 18 as a state."""
    work.allow(30)
    assert work.seconds(Program.of(layered(9, 20_000)), 1 << 9) < work.left()
    assert work.seconds(Program.of(layered(18, 20_000))) < work.left()


def test_nearly_twenty_thousand_gates_on_seven_qubits_are_compared_as_matrices(judged):
    circuit = layered(7, 19_990)
    verdict = judged("unitary", circuit, circuit)
    assert (verdict.outcome, verdict.method) == (Outcome.ACCEPTED, "operator")
    wrong = circuit.copy()
    wrong.rx(0.01, 3)
    assert judged("unitary", circuit, wrong).outcome is Outcome.WRONG_ANSWER


def test_engine_for_long_circuits_agrees_with_our_arrays(random_circuit):
    program = Program.of(random_circuit(5, 8, 300))
    assert np.allclose(unitary(program), run_columns(program, columns(8)))


@pytest.mark.usefixtures("nothing_is_simulated")
def test_judge_that_has_no_time_left_says_so(judged):
    circuit = layered(13, 4000)
    work.allow(0.02)
    verdict = judged("state", circuit, circuit)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.INCONCLUSIVE, "undecided")
    assert "not started" in verdict.reason.params["detail"]
