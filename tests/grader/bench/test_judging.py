"""The judge's benchmark measures what it says, on circuits that the judge accepts."""

import json

import pytest
from qiskit.quantum_info import Operator

from grader.bench.circuits import brickwork, write_exercise
from grader.bench.judging import GOALS, SIZES, Row, judge_rows
from grader.exercise_file import load_exercise


def test_rows_of_small_circuits_hold_times_and_memory(tmp_path):
    rows = list(judge_rows(tmp_path, largest=4))
    assert {row.kind for row in rows} == {
        "state",
        "unitary",
        "observable",
        "distribution",
        "mapped",
    }
    for row in rows:
        assert 0 < row.bare_s < 5
        assert 0 < row.judge_s <= row.first_s * 1.5
        assert 0 <= row.memory_mib < 200
        assert json.dumps(row.to_json())


def row_of(**changes):
    values = {
        "kind": "state",
        "qubits": 18,
        "operations": 10,
        "judge_s": 0.1,
        "first_s": 0.2,
        "bare_s": 0.08,
        "memory_mib": 10.0,
        "state_mib": 4.0,
    }
    return Row(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "met"),
    [
        ({}, True),
        ({"judge_s": 0.17}, False),
        ({"memory_mib": 13.0}, False),
        ({"qubits": 16, "memory_mib": 13.0}, True),
        ({"qubits": 12, "judge_s": 0.12}, False),
        ({"qubits": 12, "judge_s": 0.105}, True),
    ],
)
def test_goals_follow_the_size(changes, met):
    assert row_of(**changes).met == met


def test_goals_are_those_that_were_set():
    assert GOALS == {"small_ms": 30.0, "overhead": 2.0, "memory": 3.0}


@pytest.mark.parametrize("kind", SIZES)
def test_exercises_of_the_benchmark_are_valid(kind, tmp_path):
    folder = tmp_path / f"bench-{kind}"
    write_exercise(folder, kind, 3, 2)
    assert load_exercise(folder).id == f"bench-{kind}"


def test_brickwork_is_the_same_each_time():
    assert Operator(brickwork(3, 4)).equiv(brickwork(3, 4))
