"""Rewrites of right answers are right, and the judge finds many different costs for them."""

import random
from math import pi
from typing import Any

import pytest
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator

from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.catalog import Catalog
from grader.demo.answers import Answers
from grader.demo.code import code_of, mapped_code_of
from grader.demo.rewrites import rewrites
from grader.draw import Draw
from grader.judge.loading import load_task
from grader.judge.run import judge
from grader.verdict import Outcome, Verdict

CAPS = Caps(max_bytes=4 << 20, operations=200_000, max_qubits=160)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.default()


def answer_of(code: str) -> Any:
    names: dict[str, Any] = {}
    exec(code, names)
    return names["answer"]


def judged(catalog: Catalog, exercise: str, answer: Any, draw: Draw | None = None) -> Verdict:
    task = load_task(catalog.exercise(exercise), seed=b"s" * 32, draw=draw)
    return judge(task, encode(answer, caps=CAPS))


@pytest.mark.parametrize("exercise", ["bell-pair", "toffoli-6cx", "ghz-12-kawasaki", "h2-vqe"])
def test_every_rewrite_is_accepted_and_costs_differ(catalog: Catalog, exercise: str) -> None:
    verdicts = [judged(catalog, exercise, answer_of(code)) for code in rewrites(exercise)]
    assert {verdict.outcome for verdict in verdicts} == {Outcome.ACCEPTED}
    costs = [verdict.cost for verdict in verdicts]
    assert len(set(costs)) >= 14
    assert costs == sorted(costs, reverse=True), "from clumsy to clever, as the judge sees it"


def test_exercises_without_a_formula_have_no_rewrites() -> None:
    assert rewrites("bit-order") == ()


def test_code_builds_the_same_circuit_again() -> None:
    circuit = QuantumCircuit(3)
    circuit.h(0)
    circuit.rz(-3 * pi / 4, 1)
    circuit.u(pi, 0.123456789, -pi / 8, 2)
    circuit.cx(2, 0)
    again = answer_of(code_of(circuit))
    assert again == circuit
    assert "-3 * pi / 4" in code_of(circuit)
    assert Operator(again) == Operator(circuit)


def test_compiled_code_keeps_gates_and_layouts() -> None:
    circuit = QuantumCircuit(4)
    circuit.sx(1)
    circuit.barrier()
    circuit.rz(0.1, 3)
    circuit.ecr(1, 3)
    again, layout_in, layout_out = answer_of(mapped_code_of(circuit, [1, 3], [3, 1]))
    assert [(i.operation.name, *i.operation.params) for i in again.data] == [
        ("sx",), ("rz", 0.1), ("ecr",)
    ]  # fmt: skip
    assert (again.num_qubits, layout_in, layout_out) == (4, [1, 3], [3, 1])


def test_sheets_answer_the_questions_of_the_attempt_as_well_as_the_learner_can(
    catalog: Catalog,
) -> None:
    answers = Answers(catalog)
    draw = Draw(learner="l-000007", attempt=2)
    outcomes = {}
    for ability in (1.0, 0.7, 0.1):
        code = answers.sheet("mgr-basics", draw, ability, random.Random(3))
        outcomes[ability] = judged(catalog, "mgr-basics", answer_of(code), draw).outcome
    assert outcomes == {1.0: "AC", 0.7: "PA", 0.1: "WA"}


def test_a_sheet_of_another_attempt_is_no_answer_to_this_one(catalog: Catalog) -> None:
    code = Answers(catalog).sheet("mgr-basics", Draw(learner="l-1", attempt=1), 1, random.Random(3))
    verdict = judged(catalog, "mgr-basics", answer_of(code), Draw(learner="l-1", attempt=2))
    assert verdict.outcome is Outcome.FORM_ERROR


def test_own_submissions_lose_the_line_that_states_their_verdict(catalog: Catalog) -> None:
    answers = Answers(catalog)
    rng = random.Random(1)
    for exercise in catalog.exercise_ids():
        if answers.is_sheet(exercise) or catalog.exercise(exercise).checker == "text":
            continue  # a text has no right answer: people mark it
        for _ in range(20):
            assert "# reason:" not in (answers.refused(exercise, rng) or "")
            assert "# reason:" not in answers.right(exercise, 0.99, rng)
