"""From an exercise folder to the `Task` that its answers are judged by."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

import numpy as np

from grader.draw import Draw
from grader.exercise import CALLED, Exercise
from grader.judge.blank import blank
from grader.judge.cases import read_batches, read_cases
from grader.judge.inputs import read_inputs
from grader.judge.judge_file import NEEDED, JudgeFile, read_judge_file
from grader.judge.likely import Likely
from grader.judge.questions import drawn, read_bank, without_key
from grader.judge.task import Task

__all__ = ["load_task", "public_task"]

_PUBLIC_SEED = b"public"


def load_task(
    exercise: Exercise,
    *,
    seed: bytes,
    draw: Draw | None = None,
    panel_seed: bytes | None = None,
    reference_cost: int | None = None,
) -> Task:
    """Load the trusted part of an exercise and draw its hidden cases.

    Args:
        exercise: An exercise that was read from a folder.
        seed: Seed of the hidden cases; equal seeds give equal cases.
        draw: Whose questions are drawn, for ``choice``; left out: those of a loose file.
        panel_seed: Seed of the fixed panel that gives the cost of functions with a formula;
            left out it follows from id and version.
        reference_cost: Cost of the reference solution, stands in for ``score.best``.

    Raises:
        ExerciseInvalid: If ``judge.py`` does not define what the checker needs.
        CheckerFailed: If ``judge.py`` raises.
    """
    file = read_judge_file(exercise)
    fixed = panel_seed or f"panel/{exercise.id}/{exercise.version}".encode()
    task = Task(
        exercise=exercise,
        reference_cost=reference_cost,
        objective=file.get("objective"),
        second=file.get("second"),
        template=_template(file),
    )
    if exercise.checker in CALLED:
        cases = read_cases(file) + read_cases(file, _generator(seed))
        if exercise.score.formula != "none":
            panel = read_cases(file, _generator(fixed))
            task = replace(task, panel=panel, panel_seed=fixed.hex())
        return replace(task, cases=cases, seed=seed.hex())
    if exercise.checker == "decoder":
        panel = read_batches(file, "panel", _generator(fixed))
        shots = read_batches(file, "shots", _generator(seed))
        public = read_batches(file, "public", _generator(_PUBLIC_SEED))
        return replace(task, cases=public + shots, panel=panel, seed=seed.hex())
    if exercise.checker == "choice":
        return replace(task, questions=drawn(exercise, read_bank(file), draw or Draw()))
    textbook = file.call("textbook") if "textbook" in file else None
    inputs = read_inputs(file) + read_inputs(file, _generator(seed))
    task = replace(task, textbook=textbook, inputs=inputs, seed=seed.hex() if inputs else "")
    return replace(task, target=_target(file))


def public_task(exercise: Exercise) -> Task:
    """Load an exercise's public part: public cases only, no key of a choice.

    Raises:
        ExerciseInvalid: If ``judge.py`` does not define what the checker needs.
        CheckerFailed: If ``judge.py`` raises.
    """
    file = read_judge_file(exercise)
    # What judge.py works out is no part of the pack: there the form can be looked at only.
    names = (exercise.checker, exercise.options.get("inner"))
    form_only = exercise.practice == "form" or not {"choice", "objective", "text"}.isdisjoint(names)
    template = _template(file)
    task = Task(exercise=exercise, form_only=form_only, template=template)
    if exercise.checker in CALLED:
        return replace(task, cases=read_cases(file))
    if exercise.checker == "decoder":
        return replace(task, cases=read_batches(file, "public", _generator(_PUBLIC_SEED)))
    if exercise.checker == "choice":
        return replace(task, questions=tuple(map(without_key, read_bank(file))))
    if exercise.checker in ("objective", "text"):
        return replace(task, target=template)
    if exercise.checker == "observable" and exercise.answer.kind == "tuple":
        return replace(task, form_only=True)
    target = _target(file)
    if form_only and exercise.checker == "distribution" and isinstance(target, Mapping):
        target = Likely(outcomes=tuple(target))  # the labels alone could be the answer
    if form_only:
        return replace(task, target=blank(target))
    return replace(task, target=target, inputs=read_inputs(file))


def _generator(seed: bytes) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(sha256(seed).digest(), "big"))


def _template(file: JudgeFile) -> Any:  # noqa: ANN401 - any value of the wire
    return file.constant("template") if "template" in file else None


def _target(file: JudgeFile) -> Any:  # noqa: ANN401 - what its checker takes
    exercise = file.exercise
    name = NEEDED[exercise.checker]
    if exercise.checker == "observable" and exercise.answer.kind == "tuple":
        return file.get("operator")  # called with the other parts of an answer
    if name not in file:  # each input has a target of its own
        return read_inputs(file)[0].expected
    return file.constant(name)
