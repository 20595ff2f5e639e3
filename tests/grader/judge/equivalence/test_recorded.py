"""A verdict says by which method it was decided, and how sure that is."""

import pytest

from grader.answer.encode import encode
from grader.judge.calls import Returned
from grader.judge.equivalence import qcec, stimuli
from grader.judge.task import Case

NAMES = ("h", "t", "cx", "ch", "ccx", "rz")


@pytest.fixture
def without_qcec(monkeypatch):
    monkeypatch.setattr(qcec, "_SURE", {})


@pytest.mark.usefixtures("without_qcec")
def test_statistical_verdict_carries_its_bound(judged, random_circuit):
    circuit = random_circuit(3, 13, 30, names=NAMES)
    verdict = judged("unitary", circuit, circuit)
    assert (verdict.accepted, verdict.method) == (True, "stimuli")
    assert verdict.reason.params["statistical"] is True
    assert verdict.reason.params["error_bound"] == stimuli.error_bound(stimuli.SAMPLES)
    assert verdict.to_json()["reason"]["params"]["error_bound"] < 1e-7


@pytest.mark.usefixtures("without_qcec")
def test_bounds_of_the_results_of_a_function_add_up(judged, random_circuit):
    circuits = [random_circuit(seed, 13, 20, names=NAMES) for seed in (1, 2)]
    cases = tuple(
        Case(label=str(number), args=(number,), expected=circuit)
        for number, circuit in enumerate(circuits)
    )
    answers = {encode((number,)): encode(circuit) for number, circuit in enumerate(circuits)}
    verdict = judged(
        "function",
        None,
        None,
        call=lambda args: Returned(value=answers[args]),
        cases=cases,
        options={"inner": "unitary"},
    )
    assert verdict.accepted
    bound = stimuli.error_bound(stimuli.SAMPLES)
    assert verdict.reason.params["error_bound"] == pytest.approx(2 * bound)


@pytest.mark.parametrize(
    ("num_qubits", "gates", "method"),
    [(3, ("h", "t", "cx"), "operator"), (40, ("h", "s", "cx"), "clifford")],
)
def test_exact_verdict_carries_no_bound(num_qubits, gates, method, judged, random_circuit):
    circuit = random_circuit(5, num_qubits, 30, names=gates)
    verdict = judged("unitary", circuit, circuit, limits={"max_qubits": 60})
    assert (verdict.accepted, verdict.method) == (True, method)
    assert "error_bound" not in verdict.reason.params
