"""The public part of a task as JSON, for the practice pack beside released notebooks.

Targets and public cases travel in wire form. What has no place in it: hidden cases and their
generator, the key of a choice and its notes, the target of a task whose practice looks at the
form only, and everything else of ``judge.py``.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator, Statevector

from grader.errors import ConfigError, ExerciseInvalid
from grader.exercise import AnswerSpec, Basis, Exercise, Score, Text
from grader.judge.blank import blank
from grader.judge.handed import from_json, is_handed, to_json
from grader.judge.inputs import Input
from grader.judge.likely import Likely
from grader.judge.targets import state_target, unitary_target
from grader.judge.task import Case, Option, Question, Task
from grader.judge.wire import from_text, to_text
from grader.limits import Limits

__all__ = ["FORMAT", "pack", "unpack"]

FORMAT = "qskills-task/1"


def pack(task: Task) -> dict[str, Any]:
    """Return the public part of a task as plain JSON values.

    Raises:
        ExerciseInvalid: If the pack would give a solution away.
    """
    target = blank(task.target) if task.form_only else _target(task.target, task.exercise)
    if isinstance(target, Likely):
        target = target.plain()
    return {
        "format": FORMAT,
        "exercise": _exercise_to_json(task.exercise),
        "form_only": task.form_only,
        "target": None if target is None else to_text(target),
        "template": None if task.template is None else to_text(task.template),
        "cases": [_case_to_json(case, task.exercise) for case in task.cases if case.public],
        "inputs": [_input_to_json(item, task.exercise) for item in task.inputs if item.public],
        "questions": [_question_to_json(question) for question in task.questions],
        "reference_cost": task.reference_cost,
    }


def unpack(data: Mapping[str, Any]) -> Task:
    """Rebuild a task from its public part.

    Raises:
        ConfigError: If the data is not what `pack` made.
        AnswerError: If a value in wire form is damaged.
    """
    if data.get("format") != FORMAT:
        raise ConfigError("the practice pack has another format; fetch the assignment again")
    try:
        return Task(
            exercise=_exercise_from_json(data["exercise"]),
            form_only=data["form_only"],
            target=None if data["target"] is None else from_text(data["target"]),
            template=None if data.get("template") is None else from_text(data["template"]),
            cases=tuple(map(_case_from_json, data["cases"])),
            inputs=tuple(map(_input_from_json, data.get("inputs", []))),
            questions=tuple(map(_question_from_json, data["questions"])),
            reference_cost=data["reference_cost"],
        )
    except (KeyError, TypeError) as error:
        raise ConfigError(f"the practice pack is damaged ({error!r}); fetch it again") from None


def _target(value: Any, exercise: Exercise) -> Any:  # noqa: ANN401 - any value of a judge.py
    """Return a target as numbers: a circuit that reaches it would be a solution."""
    if isinstance(value, tuple):
        return tuple(_target(part, exercise) for part in value)
    if isinstance(value, Likely):
        return value.plain()
    if isinstance(value, (Statevector, Operator)):
        return np.asarray(value.data)
    if not isinstance(value, QuantumCircuit):
        return value
    names = (exercise.checker, exercise.options.get("inner"), exercise.options.get("of"))
    dense = (unitary_target if "unitary" in names else state_target)(value).dense
    if dense is None:
        fault = f"is 'judge' with a target circuit of {value.num_qubits} qubits"
        fix = "write practice = 'form', else the practice pack would hold the solution"
        raise ExerciseInvalid(exercise.id, [f"exercise.toml: practice: {fault}; {fix}"])
    return dense


def _case_to_json(case: Case, exercise: Exercise) -> dict[str, Any]:
    label = case.label
    if isinstance(label, Text):
        label = {"en": label.en, "ja": label.ja}
    return {
        "label": label if isinstance(label, str) else dict(label),
        "args": to_text(tuple(None if is_handed(arg) else arg for arg in case.args)),
        "handed": {str(i): to_json(arg) for i, arg in enumerate(case.args) if is_handed(arg)},
        "expected": to_text(_target(case.expected, exercise)),
        "limits": None if case.limits is None else asdict(case.limits),
    }


def _case_from_json(data: Mapping[str, Any]) -> Case:
    args = list(from_text(data["args"]))
    for place, handed in data.get("handed", {}).items():
        args[int(place)] = from_json(handed)
    return Case(
        label=data["label"],
        args=tuple(args),
        expected=from_text(data["expected"]),
        public=True,
        limits=None if data["limits"] is None else Limits(**data["limits"]),
    )


def _input_to_json(item: Input, exercise: Exercise) -> dict[str, Any]:
    label = item.label
    if isinstance(label, Text):
        label = {"en": label.en, "ja": label.ja}
    return {
        "label": label if isinstance(label, str) else dict(label),
        "prepare": to_text(item.prepare),
        "expected": None if item.expected is None else to_text(_target(item.expected, exercise)),
    }


def _input_from_json(data: Mapping[str, Any]) -> Input:
    expected = data["expected"]
    return Input(
        label=data["label"],
        prepare=from_text(data["prepare"]),
        expected=None if expected is None else from_text(expected),
        public=True,
    )


def _question_to_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": asdict(question.text),
        "options": [{"id": option.id, "text": asdict(option.text)} for option in question.options],
    }


def _question_from_json(data: Mapping[str, Any]) -> Question:
    options = tuple(Option(id=row["id"], text=Text(**row["text"])) for row in data["options"])
    return Question(id=data["id"], text=Text(**data["text"]), options=options)


_PLAIN = ("id", "version", "checker", "level", "practice")


def _exercise_to_json(exercise: Exercise) -> dict[str, Any]:
    return {
        **{name: getattr(exercise, name) for name in _PLAIN},
        "skills": list(exercise.skills),
        "title": asdict(exercise.title),
        "answer": asdict(exercise.answer),
        "limits": asdict(exercise.limits),
        "basis": asdict(exercise.basis),
        "score": asdict(exercise.score),
        "options": json.loads(json.dumps(dict(exercise.options))),
        "hints": [asdict(hint) for hint in exercise.hints],
    }


def _exercise_from_json(data: Mapping[str, Any]) -> Exercise:
    answer = _made(AnswerSpec, data["answer"])
    if answer.gates is not None:
        answer = replace(answer, gates=tuple(answer.gates))
    basis = _made(Basis, data["basis"])
    return Exercise(
        **{name: data[name] for name in _PLAIN},
        skills=tuple(data["skills"]),
        title=Text(**data["title"]),
        answer=answer,
        limits=_made(Limits, data["limits"]),
        basis=replace(basis, gates=tuple(basis.gates)),
        score=_made(Score, data["score"]),
        options=dict(data["options"]),
        hints=tuple(Text(**hint) for hint in data["hints"]),
    )


def _made(kind: type[Any], data: Mapping[str, Any]) -> Any:  # noqa: ANN401 - an object of `kind`
    known = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in data.items() if name in known})
