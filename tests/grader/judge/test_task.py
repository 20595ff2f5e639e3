"""What is loaded from judge.py, and what the practice pack may hold."""

import json

import numpy as np
import pytest

from grader.catalog import Catalog
from grader.errors import CheckerFailed, ExerciseInvalid
from grader.judge.blank import blank
from grader.judge.loading import load_task, public_task
from grader.judge.pack import pack, unpack
from grader.judge.run import judge


@pytest.fixture(scope="module")
def catalog(request):
    return Catalog(request.config.rootpath)


def test_equal_seeds_give_equal_hidden_cases(catalog):
    exercise = catalog.exercise("basis-states-fn")
    one, two, other = (
        [case.args for case in load_task(exercise, seed=seed).cases] for seed in (b"1", b"1", b"2")
    )
    assert one == two != other


def test_pack_holds_no_hidden_case(catalog):
    exercise = catalog.exercise("basis-states-fn")
    hidden = [case.args[0] for case in load_task(exercise, seed=b"1").cases if not case.public]
    packed = pack(load_task(exercise, seed=b"1"))
    assert len(packed["cases"]) == len(public_task(exercise).cases)
    assert not any(label in json.dumps(packed) for label in hidden if len(label) > 4)


def test_task_from_a_pack_judges_like_the_original(catalog):
    from qiskit import QuantumCircuit

    from grader.answer.encode import encode

    right = QuantumCircuit(2)
    right.h(0)
    right.cx(0, 1)
    wrong = right.copy()
    wrong.z(0)
    task = public_task(catalog.exercise("bell-pair"))
    again = unpack(json.loads(json.dumps(pack(task))))
    for circuit in (right, wrong):
        one, two = judge(task, encode(circuit)), judge(again, encode(circuit))
        assert (one.outcome, one.reason, one.points) == (two.outcome, two.reason, two.points)


def test_form_only_pack_tells_nothing_of_the_target(catalog):
    exercise = catalog.exercise("exp-values")
    packed = json.dumps(pack(public_task(exercise)))
    for value in load_task(exercise, seed=b"").target:
        assert value == 1 or f"{value:.4f}"[:5] not in packed
    assert blank([0.5, {"a": (1, "x")}]) == [0.0, {"a": (0, "")}]


def test_unknown_option_names_file_and_key(exercise_of):
    from grader.judge.task import Task

    exercise = exercise_of("state", options={"tolerence": 1})
    with pytest.raises(ExerciseInvalid, match=r"exercise\.toml: options\.tolerence: unknown"):
        judge(Task(exercise=exercise, target="0"), b"")


def test_limit_that_nothing_measures_is_our_fault(judged):
    from qiskit import QuantumCircuit

    with pytest.raises(CheckerFailed, match=r"limits\.t_count"):
        judged("state", "0", QuantumCircuit(1), limits={"t_count": 3})


def test_target_that_is_no_state_is_our_fault(judged):
    from qiskit import QuantumCircuit

    for target in (np.ones(3), np.ones(2), "012x"):
        with pytest.raises(CheckerFailed):
            judged("state", target, QuantumCircuit(1))
