"""What compilers make of a target is judged like anybody's answer."""

import math
import re

import numpy as np
import pytest
from qiskit import QuantumCircuit
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
    second = [] if changes.get("basis") else ["pytket"]
    assert [kind for kind, _, _ in found] == ["qiskit-0", "qiskit-3", *second]
    assert all(re.search(r"\d+\.\d+", label) for _, label, _ in found)
    verdicts = [judge(task, answer) for _, _, answer in found]
    assert all(verdict.accepted for verdict in verdicts)
    assert verdicts[1].cost <= verdicts[0].cost


def test_a_strict_phase_and_another_basis_are_kept_by_every_compiler(exercise_of):
    for gates in (["cz", "rz", "sx", "x"], ["ecr", "rz", "sx", "x"]):
        exercise = exercise_of(
            "unitary", score=NISQ, options={"policy": "strict"}, basis={"gates": tuple(gates)}
        )
        target = np.exp(0.3j) * Operator(CCXGate()).data
        task = Task(exercise=exercise, target=target)
        assert all(judge(task, answer).accepted for _, _, answer in baselines(task))


def test_clifford_and_t_is_a_basis_for_qiskit_alone(exercise_of):
    textbook = QuantumCircuit(3)
    textbook.ccx(0, 1, 2)
    exercise = exercise_of(
        "unitary",
        score={"formula": "ft-v1", "par": 7},
        basis={"gates": ("h", "s", "sdg", "t", "tdg", "x", "y", "z", "cx")},
    )
    task = Task(exercise=exercise, target=Operator(textbook).data, textbook=textbook)
    found = baselines(task)
    assert [kind for kind, _, _ in found] == ["qiskit-0", "qiskit-3"]
    assert [judge(task, answer).cost for _, _, answer in found] == [7, 7]


@pytest.mark.parametrize("options", [{"on": [2]}, {"dynamic": True}])
def test_a_target_on_a_part_of_the_answer_has_no_baseline(options, exercise_of):
    task = Task(exercise=exercise_of("state", options=options), target=GHZ3)
    assert baselines(task) == []


@pytest.mark.parametrize("checker", ["value", "choice", "function", "observable"])
def test_what_has_no_target_circuit_has_no_baseline(checker, exercise_of):
    assert baselines(Task(exercise=exercise_of(checker), target=[1.0])) == []
