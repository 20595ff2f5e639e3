"""Checker ``objective``: ``judge.py`` works out one number of the answer and ranks by it.

``objective(answer, expected)`` of ``judge.py`` returns the number, or raises `Fault` where the
answer breaks a rule of the statement; `expected` is the case's, or what ``template()`` returned
where there are no cases. With ``below`` or ``above`` the answer is accepted when the number is
at most, or at least, the threshold (1e-9 of slack for rounding); without, whenever it is found.
The number is the metric ``objective``, which ``objective-v1`` ranks.

The form comes from ``template()``, a value of the same shape. In it a list that ends in
``"..."`` stands for any number of entries like the one before, and a dict with the one key
``"..."`` for any text keys; other texts, numbers and circuits stand for their kind (and width).
Each number of an answer must be finite, and at most 1e100 so that ``objective()`` can calculate
with it.
"""

import math
from typing import Any

import numpy as np
from qiskit import QuantumCircuit

from grader.errors import CheckerFailed
from grader.judge._registry import Checker, register
from grader.judge.diagnosis.wording import number
from grader.judge.fault import Fault
from grader.judge.finding import Finding, accepted, malformed, wrong
from grader.judge.form import circuit_form, kind_of, width_fault
from grader.judge.goal import Goal
from grader.judge.program import Program
from grader.verdict import Reason

__all__ = ["CHECKER"]

_METHOD = "objective"
_MORE = "..."
_ROUNDING = 1e-9
_LARGEST = 1e100


def _form(value: Any, goal: Goal) -> Finding | None:  # noqa: ANN401 - any value of the wire
    fault = _finite(value, "")
    if fault is None and goal.template is not None:
        fault = _shape(value, goal.template, "", goal)
    return fault


def _finite(value: Any, path: str) -> Finding | None:  # noqa: ANN401
    if isinstance(value, (list, tuple)):
        found = (_finite(item, f"{path}[{index}]") for index, item in enumerate(value))
        return next((fault for fault in found if fault), None)
    if isinstance(value, dict):
        found = (_finite(item, f"{path}[{str(key)[:40]!r}]") for key, item in value.items())
        return next((fault for fault in found if fault), None)
    numeric = isinstance(value, (float, complex)) or (
        isinstance(value, np.ndarray) and value.dtype.kind in "fc"
    )
    if numeric and not np.all(np.isfinite(value)):
        return malformed("nan", **_at(path))
    if numeric and np.any(np.abs([np.real(value), np.imag(value)]) > _LARGEST):
        return malformed("nan", **_at(path), largest=f"{_LARGEST:g}")
    return None


def _shape(got: Any, want: Any, path: str, goal: Goal) -> Finding | None:  # noqa: ANN401
    if isinstance(want, QuantumCircuit):
        fault = circuit_form(got, goal)
        return fault or width_fault(Program.of(got), want.num_qubits)
    if isinstance(want, np.ndarray):
        return _array(got, want, path)
    if isinstance(want, (list, tuple)):
        return _sequence(got, want, path, goal)
    if isinstance(want, dict):
        return _dict(got, want, path, goal)
    right = isinstance(got, str) if isinstance(want, str) else _same_number(got, want)
    if right:
        return None
    return malformed("type", **_at(path), expected=_kind(want), got=kind_of(got))


def _same_number(got: object, want: object) -> bool:
    if isinstance(want, (bool, complex)) or isinstance(got, bool):
        return type(got) is type(want)
    return isinstance(got, int) or (isinstance(got, float) and isinstance(want, float))


def _kind(want: object) -> str:
    return "number" if isinstance(want, float) else kind_of(want)


def _array(got: Any, want: np.ndarray, path: str) -> Finding | None:  # noqa: ANN401
    if not isinstance(got, np.ndarray):
        return malformed("type", **_at(path), expected="array", got=kind_of(got))
    kinds = {"b": "biu", "i": "iu", "u": "iu", "f": "iuf", "c": "iufc"}
    if got.dtype.kind not in kinds[want.dtype.kind]:
        return malformed("type", **_at(path), expected="array", got="other")
    if got.shape != want.shape:
        sizes = [" x ".join(map(str, one.shape)) or "1" for one in (want, got)]
        return malformed("length", **_at(path), expected=sizes[0], got=sizes[1])
    return None


def _sequence(got: Any, want: Any, path: str, goal: Goal) -> Finding | None:  # noqa: ANN401
    if isinstance(got, np.ndarray):
        got = got.tolist()
    if not isinstance(got, (list, tuple)):
        return malformed("type", **_at(path), expected=kind_of(want), got=kind_of(got))
    entries = list(want)
    if entries and isinstance(entries[-1], str) and entries[-1] == _MORE:
        entries = [entries[-2]] * len(got)
    if len(got) != len(entries):
        return malformed("length", **_at(path), expected=len(entries), got=len(got))
    pairs = enumerate(zip(got, entries, strict=True))
    found = (_shape(one, two, f"{path}[{index}]", goal) for index, (one, two) in pairs)
    return next((fault for fault in found if fault), None)


def _dict(got: Any, want: dict[Any, Any], path: str, goal: Goal) -> Finding | None:  # noqa: ANN401
    if not isinstance(got, dict):
        return malformed("type", **_at(path), expected="dict", got=kind_of(got))
    entries = dict(want)
    if entries.keys() == {_MORE}:
        entries = {key: want[_MORE] for key in got if isinstance(key, str)}
    if got.keys() != entries.keys():
        missing = [str(key) for key in entries if key not in got]
        extra = [str(key)[:40] for key in got if key not in entries]
        return malformed(
            "keys", **_at(path), missing=", ".join(missing[:5]), extra=", ".join(extra[:5])
        )
    found = (_shape(got[key], entries[key], f"{path}[{key!r}]", goal) for key in entries)
    return next((fault for fault in found if fault), None)


def _at(path: str) -> dict[str, Any]:
    return {"path": path} if path else {}


def _correct(value: Any, goal: Goal) -> Finding:  # noqa: ANN401 - any value of the wire
    if goal.objective is None:
        raise CheckerFailed("judge.py: objective: missing; the checker 'objective' needs it")
    try:
        measured = float(goal.objective(value, goal.expected))
    except Fault as fault:
        params = {"en": fault.en, "ja": fault.ja}
        if fault.safe:
            params["safe"] = "yes"
        reason = Reason(key=fault.key, params=params)
        return Finding(outcome=fault.outcome, reason=reason, method=_METHOD)
    if not math.isfinite(measured):
        raise CheckerFailed(f"judge.py: objective() returned {measured}")
    return _against_threshold(measured, goal)


def _against_threshold(measured: float, goal: Goal) -> Finding:
    metrics = {"objective": round(measured, 9)}
    for name, sign, relation in (("below", 1, "≤"), ("above", -1, "≥")):
        bound = goal.options[name]
        if bound is None or sign * (measured - bound) <= _ROUNDING:
            continue
        near: dict[str, Any] = (
            {"pattern": "close"} if abs(measured - bound) <= 0.02 * abs(bound) else {}
        )
        finding = wrong(
            "objective",
            _METHOD,
            observed=number(measured),
            bound=f"{relation} {number(bound)}",
            miss=f"{abs(measured - bound):.3g}",
            **near,
        )
        return Finding(
            outcome=finding.outcome, reason=finding.reason, method=_METHOD, metrics=metrics
        )
    done = accepted(_METHOD)
    return Finding(outcome=done.outcome, reason=done.reason, method=_METHOD, metrics=metrics)


def _program(value: Any) -> Program | None:  # noqa: ANN401 - any value of the wire
    return Program.of(value) if isinstance(value, QuantumCircuit) else None


CHECKER = register(
    Checker(
        name="objective",
        options={"below": None, "above": None},
        form=_form,
        correct=_correct,
        program=_program,
    )
)
