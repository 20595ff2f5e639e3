"""Checker `mapped`: legality on the frozen Kawasaki, then equality under the layouts."""

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import CCXGate, QFTGate
from qiskit.quantum_info import Operator

from grader.devices.twins import twin
from grader.judge.explain import message
from grader.verdict import Outcome
from tests.circuits import ghz

TARGET = twin("kawasaki").target


def ghz_state(num_qubits):
    state = np.zeros(1 << num_qubits)
    state[[0, -1]] = 1 / math.sqrt(2)
    return state


def placed(circuit, level=1, seed=0):
    done = transpile(circuit, target=TARGET, optimization_level=level, seed_transpiler=seed)
    layout = done.layout
    return (
        done,
        layout.initial_index_layout(filter_ancillas=True),
        layout.final_index_layout(),
    )


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000), level=st.integers(1, 3))
def test_transpiled_unitary_is_accepted_under_its_layouts(seed, level, judged):
    answer = placed(QuantumCircuit(4).compose(QFTGate(4)), level, seed)
    verdict = judged("mapped", Operator(QFTGate(4)).data, answer, options={"of": "unitary"})
    assert verdict.accepted
    assert 0 < verdict.metrics["esp"] < 1


def test_forgotten_final_permutation_is_refused(judged):
    circuit = QuantumCircuit(4).compose(QFTGate(4))
    done, layout_in, layout_out = next(
        found for found in (placed(circuit, 1, seed) for seed in range(40)) if found[1] != found[2]
    )
    target = Operator(QFTGate(4)).data
    unitary = {"of": "unitary"}
    assert judged("mapped", target, (done, layout_in, layout_out), options=unitary).accepted
    verdict = judged("mapped", target, (done, layout_in, layout_in), options=unitary)
    assert verdict.outcome is Outcome.WRONG_ANSWER


@pytest.mark.parametrize("num_qubits", [3, 12])
def test_state_is_accepted_and_costed_by_esp(num_qubits, judged):
    score = {"formula": "mapped-v1", "par": 0.0908, "best": 0.0778}
    verdict = judged("mapped", ghz_state(num_qubits), placed(ghz(num_qubits)), score=score)
    assert verdict.accepted
    device = twin("kawasaki")
    wanted = 0.0
    done = placed(ghz(num_qubits))[0]
    for item in done.data:
        qubits = [done.find_bit(bit).index for bit in item.qubits]
        wanted -= math.log1p(-device.error(item.operation.name, qubits))
    assert verdict.cost == round(wanted * 10_000)


def test_sign_between_the_terms_is_refused(judged):
    done, layout_in, layout_out = placed(ghz(12))
    done.rz(math.pi, layout_out[0])
    verdict = judged("mapped", ghz_state(12), (done, layout_in, layout_out))
    assert verdict.reason.key == "relative-phase"


def test_extra_qubit_left_in_one_is_refused(judged):
    done, layout_in, layout_out = placed(ghz(3))
    spare = next(qubit for qubit in range(127) if qubit not in layout_out)
    done.x(spare)
    verdict = judged("mapped", ghz_state(3), (done, layout_in, layout_out))
    assert verdict.reason.key == "ancilla"
    done.x(spare)
    assert judged("mapped", ghz_state(3), (done, layout_in, layout_out)).accepted


def on_device(*gates):
    circuit = QuantumCircuit(127)
    for name, *qubits in gates:
        getattr(circuit, name)(*qubits)
    return (circuit, [6, 7], [6, 7])


@pytest.mark.parametrize(
    ("gates", "pattern"),
    [
        ([("h", 6)], "gate"),
        ([("cx", 0, 1)], "gate"),
        ([("ecr", 6, 7)], "faulty"),
        ([("ecr", 7, 6)], "faulty"),
        ([("ecr", 1, 0)], "direction"),
        ([("ecr", 0, 126)], "edge"),
    ],
)
def test_what_the_device_cannot_do_is_wrong_by_isa(gates, pattern, judged):
    assert (0, 1) in twin("kawasaki").edges
    verdict = judged("mapped", ghz_state(2), on_device(*gates))
    assert (verdict.outcome, verdict.reason.key) == (Outcome.WRONG_ANSWER, "isa")
    assert verdict.reason.params["pattern"] == pattern


@pytest.mark.parametrize(
    ("layouts", "key"),
    [
        (([0, 0], [0, 1]), "layout"),
        (([0], [0, 1]), "layout"),
        (([0, 127], [0, 1]), "layout"),
        (([0, -1], [0, 1]), "layout"),
        (([True, 2], [0, 1]), "layout"),
        (("01", [0, 1]), "layout"),
        (([0, 1],), "length"),
        (([0, 1], [0, 1], 5), "length"),
    ],
)
def test_odd_layouts_are_form_errors(layouts, key, judged):
    verdict = judged("mapped", ghz_state(2), (QuantumCircuit(127), *layouts))
    assert (verdict.outcome, verdict.reason.key) == (Outcome.FORM_ERROR, key)


def test_numpy_layouts_are_taken(judged):
    done, layout_in, layout_out = placed(ghz(3))
    answer = (done, np.array(layout_in), tuple(layout_out))
    assert judged("mapped", ghz_state(3), answer).accepted


def test_other_width_than_the_device_is_a_form_error(judged):
    verdict = judged("mapped", ghz_state(2), (QuantumCircuit(2), [0, 1], [0, 1]))
    assert verdict.reason.key == "width"


def test_too_many_active_qubits_are_refused_at_once(judged):
    circuit = QuantumCircuit(127)
    circuit.sx(range(127))
    verdict = judged("mapped", ghz_state(2), (circuit, [0, 1], [0, 1]))
    assert (verdict.outcome, verdict.reason.key) == (Outcome.LIMIT_EXCEEDED, "qubits")


def test_layout_in_of_a_state_costs_nothing_because_all_qubits_start_in_zero(judged):
    circuit, _, layout_out = placed(ghz(12))
    elsewhere = [qubit for qubit in range(127) if qubit not in layout_out][:12]
    assert judged("mapped", ghz_state(12), (circuit, elsewhere, layout_out)).accepted


def test_illegal_gates_are_refused_before_they_are_translated(judged):
    circuit = QuantumCircuit(127)
    for width in range(4, 127):
        circuit.mcx(list(range(width)), width)
    started = time.monotonic()
    verdict = judged("mapped", ghz_state(2), (circuit, [0, 1], [0, 1]))
    assert verdict.reason.key == "isa"
    assert time.monotonic() - started < 5


def test_a_wide_and_endless_circuit_is_refused_and_not_left_undecided(judged):
    circuit = QuantumCircuit(127)
    for _ in range(100):
        circuit.sx(range(20))
    verdict = judged("mapped", ghz_state(2), (circuit, [0, 1], [0, 1]))
    assert (verdict.outcome, verdict.reason.key) == (Outcome.LIMIT_EXCEEDED, "operations")
    assert "2000 > 1024" in message(verdict, "en")


def test_wide_clifford_target_given_as_circuit_is_judged(judged):
    answer = placed(ghz(30))
    verdict = judged("mapped", ghz(30), answer, limits={"max_qubits": 127})
    assert (verdict.accepted, verdict.method) == (True, "clifford")


def test_toffoli_on_the_device_needs_no_ancilla_to_be_dirty(judged):
    answer = placed(QuantumCircuit(3).compose(CCXGate()), 3, 5)
    target = Operator(CCXGate()).data
    assert judged("mapped", target, answer, options={"of": "unitary"}).accepted
    wrong = np.eye(8)
    assert not judged("mapped", wrong, answer, options={"of": "unitary"}).accepted
