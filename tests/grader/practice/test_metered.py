"""Practice with oracles, runners and metered functions: the same services, public cases only."""

import json
import runpy
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.practice import judge_public, pack_for
from grader.verdict import Outcome

ROOT = Path(__file__).parents[3]
CATALOG = Catalog(ROOT)
METERED = ("bernstein-vazirani", "simon", "grover-3", "qpe-phase", "param-shift")
OWN = [
    (name, own)
    for name in METERED
    for own in CATALOG.exercise(name).submissions()
    if own.outcome in (Outcome.ACCEPTED, Outcome.LIMIT_EXCEEDED, Outcome.RUN_TIME_ERROR)
    # Brute force is within the budget of the small public cases.
    and own.path.stem != "all_inputs"
]


def row_of(name):
    exercise = CATALOG.exercise(name)
    return json.loads(json.dumps(pack_for([exercise], "en")))["exercises"][name]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "own"), OWN, ids=lambda part: getattr(part, "name", part))
def test_practice_agrees_with_the_stated_verdict(name, own):
    answer = runpy.run_path(str(own.path))["answer"]
    card = judge_public(row_of(name), answer, language="ja")
    tones = {
        Outcome.ACCEPTED: "right",
        Outcome.LIMIT_EXCEEDED: "partly",
        Outcome.RUN_TIME_ERROR: "wrong",
    }
    assert card.tone == tones[own.outcome]


@pytest.mark.parametrize("name", METERED)
def test_a_pack_holds_public_cases_only(name):
    cases = row_of(name)["task"]["cases"]
    assert 0 < len(cases) < 6
    assert all(case["handed"] for case in cases)
    assert "hidden" not in json.dumps(cases)


def test_samples_in_practice_are_the_same_each_time():
    seen = []

    def answer(run, oracle, n):
        from qiskit import QuantumCircuit

        circuit = QuantumCircuit(6)
        circuit.h(range(6))
        circuit.measure_all()
        seen.append(run(circuit, 4 * n + 10))
        return "0" * n

    for _ in range(2):
        judge_public(row_of("simon"), answer, language="en")
    assert seen[0] == seen[len(seen) // 2]
