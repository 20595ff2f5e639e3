import json

import pytest

from grader.answer.schema import GUARDS
from grader.errors import NotebookInvalid
from grader.faults import fault_of_frame, fault_of_run
from grader.notebook import read_notebook
from grader.pipeline import hidden_seed
from grader.planning import exercises_in, plan_job
from grader.sandbox.outcome import CellResult, Frame, RunOutcome
from grader.submission import Submission
from grader.verdict import Outcome
from tests.content import CATALOG

BELL = CATALOG.exercise("bell-pair")
ORDER = CATALOG.exercise("bit-order")
ANSWERED = Frame(exercise="bell-pair", answer=b"{}")


def notebook(*cells: tuple[str, str]) -> bytes:
    return json.dumps(
        {
            "nbformat": 4,
            "cells": [
                {
                    "cell_type": "code",
                    "source": source,
                    "metadata": {"nbgrader": {"grade_id": name}},
                }
                for name, source in cells
            ],
        }
    ).encode()


def plan(data: bytes, *exercises, script: bool = False):
    ids = tuple(exercise.id for exercise in exercises)
    return plan_job(Submission(data=data, exercises=ids, script=script), exercises, "nonce")


def test_the_text_of_a_grade_cell_is_never_run():
    data = notebook(("bell-pair-solution", "answer = 1"), ("bell-pair", "answer = cheat()"))
    job, missing = plan(data, BELL)
    assert [cell.source for cell in job.cells] == ["answer = 1", ""]
    assert [c.exercise for c in job.cells[1].collect] == ["bell-pair"]
    assert missing == ()


def test_what_is_collected_comes_from_the_exercises_not_from_the_notebook():
    data = notebook(("bell-pair-solution", "a"), ("bell-pair", "b"), ("toffoli-6cx", "c"))
    job, _ = plan(data, BELL)
    assert [c.exercise for cell in job.cells for c in cell.collect] == ["bell-pair"]
    assert job.cells[2].exercises == ()


def test_of_copied_solution_cells_only_the_last_one_can_fail_the_exercise():
    name = "bell-pair-solution"
    data = notebook((name, "raise NotImplementedError()"), (name, "answer = 1"), ("bell-pair", ""))
    job, _ = plan(data, BELL)
    assert [cell.exercises for cell in job.cells] == [(), ("bell-pair",), ("bell-pair",)]


def test_a_deleted_grade_cell_is_replaced_by_its_solution_cell():
    job, missing = plan(notebook(("bell-pair-solution", "a"), ("x", "b")), BELL)
    assert [len(cell.collect) for cell in job.cells] == [1, 0]
    assert missing == ()


def test_an_exercise_without_any_cell_is_reported_missing():
    _, missing = plan(notebook(("bell-pair", "")), BELL, ORDER)
    assert missing == ("bit-order",)
    outcome, reason = fault_of_run(ORDER, RunOutcome(), missing=True)
    assert (outcome, reason.key) == (Outcome.NOT_ANSWERED, "missing-cell")


def test_the_limits_of_a_notebook_are_the_sum_over_its_exercises_and_an_allowance():
    one, _ = plan(notebook(("bell-pair", "")), BELL)
    two, _ = plan(notebook(("bell-pair", "")), BELL, ORDER)
    assert two.cpu_s - one.cpu_s == ORDER.limits.cpu_s
    script, _ = plan(b"answer = 1", BELL, script=True)
    assert script.cpu_s == BELL.limits.cpu_s


def test_a_script_that_is_no_text_is_refused():
    with pytest.raises(NotebookInvalid, match="UTF-8"):
        plan(b"\xff\xfe", BELL, script=True)


def test_a_loose_notebook_says_which_exercises_it_holds():
    read = read_notebook(notebook(("bit-order-solution", ""), ("bit-order", ""), ("bell-pair", "")))
    assert exercises_in(read, CATALOG) == ("bit-order", "bell-pair")


def test_a_loose_notebook_of_an_unknown_exercise_is_refused_by_name():
    with pytest.raises(NotebookInvalid, match="other-thing"):
        exercises_in(read_notebook(notebook(("other-thing", ""))), CATALOG)


def test_hidden_cases_are_new_for_each_submission_and_stable_for_one():
    seeds = {
        hidden_seed(secret, exercise, submission)
        for secret in (b"a", b"b")
        for exercise in (BELL, ORDER)
        for submission in ("sha256:1", "sha256:2", "")
    }
    assert len(seeds) == 12
    assert hidden_seed(b"a", BELL, "sha256:1") in seeds


def failed(name: str, *exercises: str) -> tuple[CellResult, ...]:
    return (CellResult(index=0, exercises=exercises, error=(name, "message")),)


HERE = {"bell-pair": ANSWERED}
ABSENT = {"bell-pair": Frame(exercise="bell-pair", absent=True)}
OWN = failed("ValueError", "bell-pair")
OTHERS = failed("ValueError", "bit-order")
TLE = Outcome.TIME_LIMIT_EXCEEDED


@pytest.mark.parametrize(
    ("run", "outcome", "key"),
    [
        (RunOutcome(frames=HERE), None, ""),
        (RunOutcome(frames=HERE, forged=frozenset({"bell-pair"})), "SV", "forged-frame"),
        (RunOutcome(frames=HERE, cells=OWN), "RTE", "exception"),
        (RunOutcome(frames=HERE, cells=OTHERS), None, ""),
        (RunOutcome(frames=HERE, cells=failed("ValueError")), None, ""),
        (RunOutcome(cells=failed("NotImplementedError", "bell-pair")), "NA", "starter"),
        (RunOutcome(cells=failed("MemoryError", "bell-pair")), "MLE", "memory"),
        (RunOutcome(frames=ABSENT), "NA", "no-answer"),
        (RunOutcome(), "NA", "no-answer"),
        (RunOutcome(ended=TLE, at="bell-pair"), "TLE", "time"),
        (RunOutcome(ended=TLE, at="bit-order"), "NA", "not-reached"),
        (RunOutcome(ended=TLE, at="bit-order", frames=HERE), None, ""),
        (RunOutcome(ended=Outcome.OUTPUT_LIMIT_EXCEEDED), "OLE", "output"),
        (RunOutcome(ended=Outcome.RUN_TIME_ERROR, at="bell-pair"), "RTE", "crash"),
    ],
)
def test_the_run_decides_before_there_is_anything_to_judge(run, outcome, key):
    found = fault_of_run(BELL, run, missing=False)
    expected = (outcome, key) if outcome else None
    assert (None if found is None else (str(found[0]), found[1].key)) == expected


@pytest.mark.parametrize(
    ("code", "outcome"), [("bytes", "OLE"), ("operations", "LE"), ("nan", "FE")]
)
def test_an_answer_too_large_to_be_handed_in_is_over_the_output_limit(code, outcome):
    found, reason = fault_of_frame((code, "$", ""), too_large=code in GUARDS)
    assert (str(found), reason.key) == (outcome, code)
