"""Whether one answer meets its statement, with the reason in a line."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from qiskit import QuantumCircuit

from grader.judge.task import Case, Task
from grader.mutation.second.circuits import (
    distribution_distance,
    expectation,
    state_deviation,
    unitary_deviation,
)
from grader.mutation.second.devices import mapped_deviation

__all__ = ["meets"]

_MARGIN = 1e-9
"""Of bounds: by how much an expectation value must keep away from its limit."""


def meets(task: Task, answer: Any, case: Case | None = None) -> str | None:  # noqa: ANN401
    """Say why an answer meets the statement, or return ``None``: it does not, or is not known to.

    Args:
        task: The exercise with its target.
        answer: The decoded answer, or one result of a function.
        case: The case of that result.
    """
    exercise = task.exercise
    options = exercise.options
    checker = options.get("inner", "value") if case is not None else exercise.checker
    expected = task.target if case is None else case.expected
    if checker in ("state", "unitary", "distribution", "observable"):
        return _circuit(checker, task, answer, expected, options)
    if checker == "mapped":
        deviation = mapped_deviation(answer, expected, options)
        limit = options.get("tolerance") or 1e-7
        return _within("deviation", deviation, limit)
    if checker == "value":
        return _value(answer, expected, options)
    if checker == "objective":
        if task.second is None:
            return None
        return task.second(answer) if case is None else task.second(answer, expected)
    if checker == "choice":
        right = sum(answer.get(q.id) == q.key for q in task.questions)
        needed = math.ceil(exercise.score.pass_share * len(task.questions) - 1e-9)
        enough = right >= needed
        return f"{right} right answers, {needed} are asked for" if enough else None
    return None


def _circuit(
    checker: str,
    task: Task,
    answer: Any,  # noqa: ANN401
    expected: Any,  # noqa: ANN401
    options: Mapping[str, Any],
) -> str | None:
    if checker == "observable":
        return _energy(answer, expected, options)
    if not isinstance(answer, QuantumCircuit):
        return None
    if checker == "unitary":
        limit = options.get("tolerance", 1e-6 if options.get("policy") == "strict" else 1e-7)
        return _within("deviation", unitary_deviation(answer, expected, options), limit)
    if checker == "distribution":
        far = distribution_distance(answer, expected, options.get("measured", "clbits"))
        return _within("distance", far, options.get("tolerance", 1e-6))
    starts = [(one.prepare, one.expected) for one in task.inputs] or [(None, None)]
    worst = max(
        state_deviation(
            answer,
            expected if own is None else own,
            start=start,
            on=options.get("on"),
            ancillas=int(options.get("ancillas", 0)),
        )
        for start, own in starts
    )
    return _within("1 - F", worst, options.get("tolerance", 1e-6))


def _within(what: str, deviation: float | None, limit: float) -> str | None:
    # Clear of the tolerance by more than rounding: what lies on it is left to a person.
    if deviation is None or deviation > 0.999 * limit:
        return None
    return f"{what} {max(deviation, 0.0):.1e}, tolerance {limit:g}"


def _energy(answer: Any, expected: Any, options: Mapping[str, Any]) -> str | None:  # noqa: ANN401
    circuit, operator, bounds = answer, expected, dict(options)
    if isinstance(answer, (tuple, list)):
        circuit, operator = answer[0], expected(*answer[1:])
    if isinstance(operator, tuple):  # a case: operator and bound
        operator, bound = operator
        bounds |= {"below": bound} if "above" not in options else {"above": bound}
    energy = expectation(circuit, operator)
    if bounds.get("below") is not None and energy <= bounds["below"] - _MARGIN:
        return f"value {energy:.6f}, at most {bounds['below']} is asked for"
    if bounds.get("above") is not None and energy >= bounds["above"] + _MARGIN:
        return f"value {energy:.6f}, at least {bounds['above']} is asked for"
    return None


def _value(answer: Any, expected: Any, options: Mapping[str, Any]) -> str | None:  # noqa: ANN401
    absolute, relative = options.get("abs", 1e-9), options.get("rel", 0.0)
    if type(answer) is not type(expected) and not _numbers(answer, expected):
        return None
    if isinstance(expected, dict):
        if set(answer) != set(expected):
            return None
        reasons = [_value(answer[key], expected[key], options) for key in expected]
    elif isinstance(expected, list | tuple | np.ndarray):
        if len(answer) != len(expected):
            return None
        pairs = zip(answer, expected, strict=True)
        reasons = [_value(one, other, options) for one, other in pairs]
    elif _numbers(answer, expected):
        exact = options.get("exact") and isinstance(expected, int)
        slack = 0.0 if exact else absolute + relative * abs(expected)
        reasons = ["close"] if abs(answer - expected) <= slack else [None]
    else:
        reasons = ["equal"] if answer == expected else [None]
    return "equal within the tolerance" if all(reasons) else None


def _numbers(*values: object) -> bool:
    kinds = (int, float, complex, np.number)
    return all(isinstance(v, kinds) and not isinstance(v, bool) for v in values)
