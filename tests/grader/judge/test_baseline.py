"""Qiskit's own answers are judged like anybody's."""

import math

import numpy as np
import pytest
from qiskit.circuit.library import CCXGate
from qiskit.quantum_info import Operator

from grader.judge.baseline import baselines
from grader.judge.run import judge
from grader.judge.task import Task

GHZ3 = np.array([1, 0, 0, 0, 0, 0, 0, 1]) / math.sqrt(2)
NISQ = {"formula": "nisq-v1", "par": 100}


@pytest.mark.parametrize(
    ("checker", "target", "changes"),
    [
        ("state", GHZ3, {"score": NISQ}),
        ("state", GHZ3, {"score": NISQ, "basis": {"coupling": "line"}}),
        ("unitary", Operator(CCXGate()).data, {"score": NISQ}),
        ("mapped", GHZ3, {"score": {"formula": "mapped-v1", "par": 0.1}}),
        (
            "mapped",
            Operator(CCXGate()).data,
            {"score": {"formula": "mapped-v1", "par": 0.1}, "options": {"of": "unitary"}},
        ),
    ],
)
def test_both_levels_are_accepted_and_the_higher_one_is_no_worse(
    checker, target, changes, exercise_of
):
    task = Task(exercise=exercise_of(checker, **changes), target=target)
    found = baselines(task)
    assert [kind for kind, _, _ in found] == ["qiskit-0", "qiskit-3"]
    verdicts = [judge(task, answer) for _, _, answer in found]
    assert all(verdict.accepted for verdict in verdicts)
    assert verdicts[1].cost <= verdicts[0].cost


@pytest.mark.parametrize("checker", ["value", "choice", "function", "observable"])
def test_what_has_no_target_circuit_has_no_baseline(checker, exercise_of):
    assert baselines(Task(exercise=exercise_of(checker), target=[1.0])) == []
