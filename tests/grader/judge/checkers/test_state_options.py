"""Checker `state`: reduced states, dynamic circuits, inputs, caps. Tolerance: 1 - F > 1e-6."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector, random_statevector

from grader.judge.explain import message
from grader.judge.task import Input
from grader.verdict import Outcome
from tests.strategies import circuits, mutants, rewrites

SEEDS = st.integers(0, 2**32 - 1)
TELEPORT = {
    "on": [2],
    "dynamic": True,
    "width": 3,
    "clbits": 2,
    "measures": 2,
    "conditionals": 2,
    "forbidden_pairs": [[0, 2]],
}


def teleport(first="x", second="z", extra=()):
    circuit = QuantumCircuit(3, 2)
    circuit.h(1)
    circuit.cx(1, 2)
    circuit.cx(0, 1)
    circuit.h(0)
    circuit.measure([0, 1], [0, 1])
    for bit, name in ((1, first), (0, second)):
        if name:
            with circuit.if_test((circuit.clbits[bit], 1)):
                getattr(circuit, name)(2)
    for name, *args in extra:
        getattr(circuit, name)(*args)
    return circuit


def inputs(*angles, public=True):
    found = []
    for theta, phi in angles:
        prepare = QuantumCircuit(1)
        prepare.u(theta, phi, 0, 0)
        state = Statevector(prepare).data
        found.append(Input(label="a state", prepare=prepare, expected=state, public=public))
    return tuple(found)


ALL = inputs((0, 0), (math.pi, 0), (math.pi / 2, 0), (math.pi / 2, math.pi / 2))


@settings(max_examples=25, deadline=None)
@given(theta=st.floats(0, math.pi), phi=st.floats(-3, 3), kept=st.permutations([0, 1, 2]))
def test_any_state_is_teleported_on_any_qubits(theta, phi, kept, judged):
    # Relabelled: the input stays on q0, so q0 is swapped to its place first.
    circuit = teleport()
    options = TELEPORT | {"on": [2], "forbidden_pairs": [], "width": None, "clbits": None}
    verdict = judged("state", None, circuit, inputs=inputs((theta, phi)), options=options)
    assert verdict.accepted
    moved = QuantumCircuit(3, 2)
    if kept[0] != 0:
        moved.swap(0, kept[0])
    moved.compose(circuit, qubits=kept, inplace=True)
    options |= {"on": [kept[2]]}
    assert judged("state", None, moved, inputs=inputs((theta, phi)), options=options).accepted


@pytest.mark.parametrize(
    ("circuit", "outcome", "correction"),
    [
        (teleport(first=None), "10", "x"),
        (teleport(second=None), "01", "z"),
        (teleport(first="z", second="x"), "01", "x"),
    ],
)
def test_branch_without_its_correction_is_named(circuit, outcome, correction, judged):
    verdict = judged("state", None, circuit, inputs=ALL, options=TELEPORT)
    params = verdict.reason.params
    assert (verdict.reason.key, params["pattern"]) == ("fidelity", "branch")
    assert (params["outcome"], params["correction"], params["qubit"]) == (outcome, correction, "q2")
    assert params["case"] == {"en": "a state", "ja": "a state"}
    assert outcome in message(verdict, "en")
    assert outcome in message(verdict, "ja")


def test_hidden_input_is_not_revealed(judged):
    hidden = inputs((1.234, 0.567), public=False)
    verdict = judged("state", None, teleport(second=None), inputs=hidden, options=TELEPORT)
    assert verdict.outcome is Outcome.WRONG_ANSWER
    assert verdict.picture is None
    assert set(verdict.reason.params) == {"case", "hidden", "pattern"}
    assert "a state" in message(verdict, "en")


@pytest.mark.parametrize(("angle", "accepted"), [(1.9e-3, True), (2.1e-3, False)])
def test_tolerance_holds_for_the_worst_input(angle, accepted, judged):
    circuit = teleport(extra=[("rz", angle, 2)])
    verdict = judged("state", None, circuit, inputs=ALL, options=TELEPORT)
    assert verdict.accepted is accepted


@pytest.mark.parametrize(
    ("circuit", "outcome", "key"),
    [
        (teleport(extra=[("measure", 0, 0)]), Outcome.LIMIT_EXCEEDED, "measures"),
        (teleport(extra=[("measure", 2, 0)]), Outcome.WRONG_ANSWER, "fidelity"),
        (teleport(extra=[("cz", 0, 2), ("cz", 0, 2)]), Outcome.WRONG_ANSWER, "coupling"),
        (teleport(extra=[("measure_all",)]), Outcome.FORM_ERROR, "width"),
    ],
)
def test_rules_come_after_the_state_and_widths_before(circuit, outcome, key, judged):
    verdict = judged("state", None, circuit, inputs=ALL, options=TELEPORT)
    assert (verdict.outcome, verdict.reason.key) == (outcome, key)
    assert "case" not in verdict.reason.params or key == "fidelity"


def test_third_conditional_is_over_the_cap(judged):
    circuit = teleport()
    with circuit.if_test((circuit.clbits[0], 0)):
        circuit.id(2)
    verdict = judged("state", None, circuit, inputs=ALL, options=TELEPORT)
    assert (verdict.outcome, verdict.reason.key) == (Outcome.LIMIT_EXCEEDED, "conditionals")
    assert dict(verdict.reason.params) == {"value": 3, "limit": 2}


def test_gate_inside_a_condition_counts_and_must_keep_apart(judged):
    circuit = teleport()
    with circuit.if_test((circuit.clbits[0], 0)):
        circuit.swap(0, 2)
        circuit.swap(0, 2)
    options = TELEPORT | {"conditionals": None}
    verdict = judged("state", None, circuit, inputs=ALL, options=options)
    assert (verdict.reason.key, verdict.reason.params["gate"]) == ("coupling", "swap")
    assert verdict.metrics["n2q"] == 8


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, garbage=circuits(2, 5), data=st.data())
def test_reduced_state_ignores_what_others_do(seed, garbage, data, judged):
    target = random_statevector(4, seed).data
    part = QuantumCircuit(2)
    angle = float(2 * np.arccos(min(1, abs(target[0]))))
    part.ry(angle, 0)
    part.cx(0, 1)
    state = Statevector(part).data
    width = 2 + garbage.num_qubits
    circuit = QuantumCircuit(width)
    circuit.compose(garbage, qubits=range(2, width), inplace=True)
    circuit.compose(part, qubits=[0, 1], inplace=True)
    other = data.draw(rewrites(circuit))
    assert judged("state", state, other, options={"on": [0, 1]}).accepted
    assert judged("state", state, other, options={"on": [1, 0]}).accepted  # a symmetric state


@settings(max_examples=40, deadline=None)
@given(circuit=circuits(3, 8), data=st.data())
def test_reduced_state_with_a_mistake_that_shows_is_refused(circuit, data, judged):
    target = Statevector(circuit).data
    other = data.draw(mutants(circuit))
    wide = QuantumCircuit(circuit.num_qubits + 1)
    wide.compose(other, qubits=range(circuit.num_qubits), inplace=True)
    missing = 1 - abs(np.vdot(target, Statevector(other).data)) ** 2
    on = list(range(circuit.num_qubits))
    if not 0.5e-6 < missing < 2e-6:  # so near the tolerance rounding may decide
        verdict = judged("state", target, wide, options={"on": on})
        assert verdict.accepted is bool(missing < 1e-6)


def test_entanglement_with_the_rest_is_called_mixed(judged):
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    verdict = judged("state", "+", circuit, options={"on": [0]})
    assert (verdict.reason.key, verdict.reason.params["pattern"]) == ("fidelity", "mixed")
    assert verdict.reason.params["purity"] == "50 %"


def test_reduced_but_pure_mistake_is_explained_like_any_state(judged):
    circuit = QuantumCircuit(2)
    circuit.h([0, 1])
    circuit.s(0)
    verdict = judged("state", "+", circuit, options={"on": [0]})
    assert verdict.reason.key == "relative-phase"


def test_dynamic_state_of_all_qubits_with_ancilla(judged):
    # GHZ by a measured parity: constant depth, one ancilla that is measured and reset.
    circuit = QuantumCircuit(3, 1)
    circuit.h([0, 1])
    circuit.cx(0, 2)
    circuit.cx(1, 2)
    circuit.measure(2, 0)
    with circuit.if_test((circuit.clbits[0], 1)):
        circuit.x([1, 2])
    bell = np.array([1, 0, 0, 1]) / math.sqrt(2)
    options = {"dynamic": True, "ancillas": 1}
    assert judged("state", bell, circuit, options=options).accepted
    dirty = circuit.copy()
    dirty.x(2)
    assert not judged("state", bell, dirty, options=options).accepted


def test_choosing_a_result_that_never_comes_gains_nothing(judged):
    circuit = QuantumCircuit(1, 1)
    circuit.measure(0, 0)
    with circuit.if_test((circuit.clbits[0], 1)):
        circuit.x(0)
    verdict = judged("state", "1", circuit, options={"dynamic": True})
    assert verdict.outcome is Outcome.WRONG_ANSWER


@settings(max_examples=30, deadline=None)
@given(circuit=circuits(3, 6), data=st.data())
def test_measuring_and_undoing_by_reset_is_judged_by_what_is_left(circuit, data, judged):
    dynamic = QuantumCircuit(circuit.num_qubits + 1, 1)
    dynamic.compose(data.draw(rewrites(circuit)), qubits=range(circuit.num_qubits), inplace=True)
    dynamic.h(circuit.num_qubits)
    dynamic.measure(circuit.num_qubits, 0)
    dynamic.reset(circuit.num_qubits)
    target = Statevector(circuit).data
    options = {"dynamic": True, "ancillas": 1}
    assert judged("state", target, dynamic, options=options).accepted


def test_pack_carries_public_inputs_only(exercise_of):
    from grader.answer.encode import encode
    from grader.judge.pack import pack, unpack
    from grader.judge.run import judge
    from grader.judge.task import Task

    hidden = inputs((1.2345, 0.5), public=False)
    task = Task(exercise=exercise_of("state", options=TELEPORT), inputs=ALL + hidden)
    packed = json.dumps(pack(task))
    assert "1.2345" not in packed
    again = unpack(json.loads(packed))
    assert len(again.inputs) == 4
    verdict = judge(again, encode(teleport(second=None)))
    assert verdict.reason == judge(task, encode(teleport(second=None))).reason


def test_wide_wrong_stabiliser_state_names_the_correlation(judged):
    ghz = QuantumCircuit(30)
    ghz.h(0)
    for qubit in range(29):
        ghz.cx(qubit, qubit + 1)
    wrong = ghz.copy()
    wrong.x(7)
    wide = {"max_qubits": 64}
    verdict = judged("state", ghz, wrong, limits=wide)
    params = verdict.reason.params
    assert (params["pattern"], params["correlation"], params["observed"]) == (
        "correlation", "ZZ", "-1",
    )  # fmt: skip
    assert "q7" in params["qubits"]
    signed = ghz.copy()
    signed.z(3)
    longest = judged("state", ghz, signed, limits=wide).reason.params
    assert (longest["correlation"], longest["wrong"]) == ("XX…X", 1)
