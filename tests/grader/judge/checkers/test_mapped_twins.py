"""Checker `mapped` on every twin, and beyond the width of amplitudes: all or nothing there."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import CCXGate
from qiskit.quantum_info import Operator, random_clifford

from grader.devices.twins import twin
from grader.judge.explain import message
from grader.verdict import Outcome
from tests.circuits import ghz

TWINS = ("kawasaki", "torino", "marrakesh")
WIDE = {"max_qubits": 156}


def on(name):
    device = twin(name)
    return {
        "basis": {"gates": device.basis, "coupling": f"device:{name}"},
        "limits": WIDE,
    }


def placed(circuit, name, level=1, seed=0):
    done = transpile(
        circuit, target=twin(name).target, optimization_level=level, seed_transpiler=seed
    )
    layout = done.layout
    return done, layout.initial_index_layout(filter_ancillas=True), layout.final_index_layout()


@pytest.mark.parametrize("name", TWINS)
@pytest.mark.parametrize("of", ["state", "unitary"])
def test_transpiled_circuit_is_accepted_on_each_twin(name, of, judged):
    circuit = QuantumCircuit(3)
    circuit.h(0)
    circuit.append(CCXGate(), [0, 1, 2])
    circuit.t(2)
    answer = placed(circuit, name, 2, 4)
    target = Operator(circuit).data if of == "unitary" else Operator(circuit).data[:, 0]
    options = {"twin": name, "of": of}
    verdict = judged("mapped", target, answer, options=options, **on(name))
    assert verdict.outcome is Outcome.ACCEPTED
    assert 0 < verdict.metrics["esp"] < 1
    used = [item for item in answer[0].data if len(item.qubits) == 2]
    assert verdict.metrics["n2q"] == len(used)


@pytest.mark.parametrize(("angle", "accepted"), [(8.8e-4, True), (9.1e-4, False)])
def test_tolerance_of_a_mapped_unitary(angle, accepted, judged):
    done, start, end = placed(ghz(3), "torino")
    done.rz(angle, end[1])
    options = {"twin": "torino", "of": "unitary"}
    target = Operator(ghz(3)).data
    verdict = judged("mapped", target, (done, start, end), options=options, **on("torino"))
    assert verdict.accepted is accepted


@pytest.mark.parametrize(("angle", "accepted"), [(1.9e-3, True), (2.1e-3, False)])
def test_tolerance_of_a_mapped_state(angle, accepted, judged):
    done, start, end = placed(ghz(3), "torino")
    done.rz(angle, end[1])
    target = np.array([1, 0, 0, 0, 0, 0, 0, 1]) / math.sqrt(2)
    answer = (done, start, end)
    verdict = judged("mapped", target, answer, options={"twin": "torino"}, **on("torino"))
    assert verdict.accepted is accepted


def test_cz_works_both_ways_but_not_on_a_faulty_edge(judged):
    device = twin("torino")
    good, bad = device.edges[0], sorted(device.faulty)[0]
    for edge, legal in ((good, True), (good[::-1], True), (bad, False), (bad[::-1], False)):
        circuit = QuantumCircuit(133)
        circuit.cz(*edge)
        answer = (circuit, list(edge), list(edge))
        verdict = judged("mapped", "00", answer, options={"twin": "torino"}, **on("torino"))
        assert verdict.accepted is legal
        if not legal:
            assert verdict.reason.params["pattern"] == "faulty"
            assert verdict.reason.params["device"] == "torino"


def test_gate_of_another_device_is_refused(judged):
    circuit = QuantumCircuit(156)
    circuit.ecr(0, 1)
    answer = (circuit, [0, 1], [0, 1])
    verdict = judged("mapped", "00", answer, options={"twin": "marrakesh"}, **on("marrakesh"))
    assert (verdict.reason.key, verdict.reason.params["pattern"]) == ("isa", "gate")


@pytest.mark.parametrize("name", ["torino", "marrakesh"])
def test_wide_ghz_state_is_judged_by_stabilisers(name, judged):
    answer = placed(ghz(40), name)
    verdict = judged("mapped", ghz(40), answer, options={"twin": name}, **on(name))
    assert (verdict.outcome, verdict.method) == (Outcome.ACCEPTED, "clifford")


@pytest.mark.parametrize(
    ("gate", "pattern", "correlation", "value"),
    [
        ("z", "correlation", "XX…X", "-1"),
        ("s", "correlation", "XX…X", "0"),
        ("x", "correlation", "ZZ", "-1"),
        ("sx", "correlation", "ZZ", "0"),
    ],
)
def test_one_gate_too_many_shows_in_its_correlation(gate, pattern, correlation, value, judged):
    done, start, end = placed(ghz(40), "torino")
    fine = {"z": ("rz", math.pi), "s": ("rz", math.pi / 2)}
    if gate in fine:
        done.rz(fine[gate][1], end[5])
    else:
        getattr(done, gate)(end[5])
    answer = (done, start, end)
    verdict = judged("mapped", ghz(40), answer, options={"twin": "torino"}, **on("torino"))
    params = verdict.reason.params
    assert (params["pattern"], params["correlation"], params["observed"]) == (
        pattern,
        correlation,
        value,
    )
    if correlation == "ZZ":
        assert "q5" in params["qubits"]
    assert params["qubits"] in message(verdict, "en")
    assert params["qubits"] in message(verdict, "ja")


def test_qubit_left_outside_and_qubit_too_many_differ(judged):
    short = ghz(40)
    del short.data[-1]
    done, start, end = placed(short, "torino")
    spare = next(qubit for qubit in range(133) if qubit not in end)
    options = {"twin": "torino"}
    left = judged("mapped", ghz(40), (done, start, end), options=options, **on("torino"))
    assert left.reason.params["correlation"] == "ZZ"
    done, start, end = placed(ghz(40), "torino")
    done.x(spare)
    extra = judged("mapped", ghz(40), (done, start, end), options=options, **on("torino"))
    assert extra.reason.key == "ancilla"


@pytest.mark.parametrize(
    ("angle", "outcome"), [(1e-6, Outcome.ACCEPTED), (0.1, Outcome.WRONG_ANSWER)]
)
def test_wide_answer_that_is_not_clifford_is_decided(angle, outcome, judged):
    done, start, end = placed(ghz(30), "torino")
    done.rz(angle, end[3])
    answer = (done, start, end)
    verdict = judged("mapped", ghz(30), answer, options={"twin": "torino"}, **on("torino"))
    assert (verdict.outcome, verdict.method) == (outcome, "mps")


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 1000))
def test_wide_clifford_unitary_is_judged_under_its_layouts(seed, judged):
    circuit = QuantumCircuit(22)
    for first in range(0, 22, 2):
        circuit.compose(random_clifford(2, seed + first).to_circuit(), [first, first + 1],
                        inplace=True)  # fmt: skip
    done, start, end = placed(circuit, "torino", 1, seed)
    options = {"twin": "torino", "of": "unitary"}
    verdict = judged("mapped", circuit, (done, start, end), options=options, **on("torino"))
    assert verdict.accepted
    done.x(end[seed % 22])
    verdict = judged("mapped", circuit, (done, start, end), options=options, **on("torino"))
    assert verdict.outcome is Outcome.WRONG_ANSWER


def test_swapped_entries_of_layout_out_are_refused_for_a_unitary(judged):
    circuit = QuantumCircuit(3)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.t(2)
    done, start, end = placed(circuit, "torino")
    options = {"twin": "torino", "of": "unitary"}
    wrong = [end[1], end[0], end[2]]
    target = Operator(circuit).data
    answer = (done, start, wrong)
    verdict = judged("mapped", target, answer, options=options, **on("torino"))
    assert verdict.outcome is Outcome.WRONG_ANSWER
