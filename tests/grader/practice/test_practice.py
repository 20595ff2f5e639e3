"""Practice judges with the counted verdict's code, on what the pack holds, and leaves no trace."""

import json
import random
import runpy
import signal
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from qiskit import QuantumCircuit

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.catalog import Catalog
from grader.errors import ExerciseInvalid
from grader.judge.loading import public_task
from grader.judge.pack import pack, unpack
from grader.judge.task import Task
from grader.practice import judge_public, pack_for
from grader.practice.calls import KernelCalls
from grader.verdict import Outcome

# The other method of pytest-timeout uses the very timer that is tested here.
pytestmark = pytest.mark.timeout(120, method="thread")

ROOT = Path(__file__).resolve().parents[3]
CATALOG = Catalog(ROOT)
PRACTISED = [
    exercise
    for exercise in CATALOG.exercises()
    if exercise.practice == "judge" and exercise.checker in ("state", "unitary", "observable")
]
OWN = [
    (exercise, own)
    for exercise in PRACTISED
    for own in exercise.submissions()
    if own.outcome in (Outcome.ACCEPTED, Outcome.WRONG_ANSWER)
]
ARGS = encode(("01",))


def row_of(exercise):
    return json.loads(json.dumps(pack_for([exercise], "en")))["exercises"][exercise.id]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("exercise", "own"), OWN, ids=lambda part: getattr(part, "name", ""))
def test_practice_agrees_with_the_stated_verdict_of_own_submissions(exercise, own):
    answer = runpy.run_path(str(own.path))["answer"]
    card = judge_public(row_of(exercise), answer, language="en")
    assert card.tone == ("right" if own.outcome is Outcome.ACCEPTED else "wrong")
    assert (card.points > 0) == (own.outcome is Outcome.ACCEPTED)


def states():
    legacy = np.random.get_state()  # noqa: NPY002 - the state that learners use
    return random.getstate(), legacy[1].tolist(), legacy[2:]


def test_random_states_stay_as_they_were():
    def answer(label):
        random.random()
        np.random.rand(3)  # noqa: NPY002 - the state that learners use
        return QuantumCircuit(len(label))

    random.seed(5)
    np.random.seed(5)  # noqa: NPY002 - the state that learners use
    before = states()
    judge_public(row_of(CATALOG.exercise("basis-states-fn")), answer, language="en")
    assert states() == before


def endless(label):
    while True:
        time.sleep(0.01)


def stubborn(label):
    while True:
        try:
            sum(range(1000))
        except BaseException:
            continue


@pytest.mark.parametrize("function", [endless, stubborn])
def test_an_endless_function_is_stopped_and_the_timer_put_back(function):
    before = signal.getsignal(signal.SIGALRM)
    calls = KernelCalls(function, Caps(), seconds=0.2)
    begin = time.monotonic()
    assert calls(ARGS).ended is Outcome.TIME_LIMIT_EXCEEDED
    assert time.monotonic() - begin < 20
    assert calls(ARGS).ended is Outcome.TIME_LIMIT_EXCEEDED  # nothing is left for a second call
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert "0.2 seconds" in calls.remarks("en")[0]


def test_the_learners_own_timer_goes_on():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(True))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        calls = KernelCalls(lambda label: time.sleep(0.1), Caps(), seconds=2)
        assert decode(calls(ARGS).value) is None
        time.sleep(0.1)
        assert rung == [True]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_off_the_main_thread_calls_run_with_a_warning():
    found = []

    def run():
        calls = KernelCalls(lambda label: label, Caps())
        found.append((decode(calls(ARGS).value), calls.remarks("en")))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    value, remarks = found[0]
    assert value == "01"
    assert "without a time limit" in remarks[0]


def test_a_traceback_holds_only_the_learners_lines():
    def answer(label):
        return QuantumCircuit(1).compose(label)

    card = judge_public(row_of(CATALOG.exercise("basis-states-fn")), answer, language="en")
    assert "in answer" in card.drawing or "answer:" in card.drawing
    assert "QuantumCircuit(1).compose(label)" in card.drawing
    assert "quantumcircuit.py" not in card.text()
    assert "calls.py" not in card.text()


def test_system_exit_in_a_function_is_an_error_of_the_function():
    def answer(label):
        raise SystemExit(0)

    calls = KernelCalls(answer, Caps())
    assert calls(ARGS).error[0] == "SystemExit"


def test_the_operation_that_is_named_is_marked_in_the_drawing():
    circuit = QuantumCircuit(2, 1)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.measure(0, 0)
    card = judge_public(row_of(CATALOG.exercise("bell-pair")), circuit, language="en")
    assert "»measure«" in card.drawing


def test_the_pack_holds_no_solution_and_no_target_of_a_form_only_exercise():
    values = CATALOG.exercise("exp-values")
    packed = json.dumps(pack_for([values], "en"))
    assert "BEGIN SOLUTION" not in packed
    assert unpack(pack(public_task(values))).target == [0.0] * 4


def test_the_pack_of_a_function_holds_the_public_cases_only():
    task = unpack(pack(public_task(CATALOG.exercise("basis-states-fn"))))
    assert task.cases
    assert all(case.public for case in task.cases)
    assert task.panel == ()


def test_the_pack_of_a_choice_holds_neither_key_nor_notes():
    packed = pack(public_task(CATALOG.exercise("mgr-basics")))
    assert len(packed["questions"]) > 20
    for question in packed["questions"]:
        assert set(question) == {"id", "text", "options"}
        assert all(set(option) == {"id", "text"} for option in question["options"])
    assert not any(question.key for question in unpack(packed).questions)


def test_a_target_circuit_is_packed_as_numbers_or_refused():
    exercise = CATALOG.exercise("bell-pair")
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    target = unpack(pack(Task(exercise=exercise, target=circuit))).target
    assert np.allclose(target, [2**-0.5, 0, 0, 2**-0.5])
    with pytest.raises(ExerciseInvalid, match="solution"):
        pack(Task(exercise=exercise, target=QuantumCircuit(30)))


def test_a_lesson_folder_gives_equal_packs_twice():
    exercise = CATALOG.exercise("bell-pair")
    assert json.dumps(pack_for([exercise], "ja")) == json.dumps(pack_for([exercise], "ja"))
