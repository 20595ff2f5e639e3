"""Checker ``value``: numbers, texts, lists, dicts and arrays within a tolerance.

Accepted when ``|x - y| <= abs + rel * |y|`` for each number (1e-9 unless the exercise says
otherwise), the bound included; texts must be equal. ``exact = true`` lets whole numbers in the
target be met by exactly that number only. int and float are one kind; a bool is no number and
a complex number is no real one. Another length, other keys, or NaN are errors of form.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.judge._registry import Checker, register
from grader.judge.diagnosis.wording import number
from grader.judge.finding import Finding, accepted, malformed, wrong
from grader.judge.form import kind_of
from grader.judge.goal import Goal

__all__ = ["CHECKER"]

_METHOD = "comparison"
Entry = tuple[str, Any, Any]


def _form(value: Any, goal: Goal) -> Finding | None:  # noqa: ANN401 - any value of the wire
    return _shape(value, goal.expected, "")


def _shape(got: Any, want: Any, path: str) -> Finding | None:  # noqa: ANN401
    if isinstance(want, np.ndarray):
        return _array_shape(got, want, path)
    if isinstance(want, (list, tuple)):
        return _sequence_shape(got, want, path)
    if isinstance(want, dict):
        return _dict_shape(got, want, path)
    if _number_like(want):
        if not _number_like(got) or (isinstance(got, complex) and not isinstance(want, complex)):
            return malformed("type", **_at(path), expected="number", got=kind_of(got))
        if not (math.isfinite(complex(got).real) and math.isfinite(complex(got).imag)):
            return malformed("nan", **_at(path))
        return None
    if type(got) is not type(want):
        return malformed("type", **_at(path), expected=kind_of(want), got=kind_of(got))
    return None


def _array_shape(got: Any, want: np.ndarray, path: str) -> Finding | None:  # noqa: ANN401
    if isinstance(got, (list, tuple)):
        return _shape(got, want.tolist(), path)
    if not isinstance(got, np.ndarray) or got.dtype.kind not in ("b" if _logical(want) else "iufc"):
        return malformed("type", **_at(path), expected="array", got=kind_of(got))
    if got.shape != want.shape:
        return malformed("length", **_at(path), expected=_sizes(want), got=_sizes(got))
    if not np.all(np.isfinite(got)):
        return malformed("nan", **_at(path))
    return None


def _logical(array: np.ndarray) -> bool:
    return bool(array.dtype.kind == "b")


def _sizes(array: np.ndarray) -> str:
    return " x ".join(map(str, array.shape)) or "1"


def _sequence_shape(got: Any, want: Any, path: str) -> Finding | None:  # noqa: ANN401
    if isinstance(got, np.ndarray):
        got = got.tolist()
    if not isinstance(got, (list, tuple)):
        return malformed("type", **_at(path), expected=kind_of(want), got=kind_of(got))
    if len(got) != len(want):
        return malformed("length", **_at(path), expected=len(want), got=len(got))
    faults = (_shape(g, w, f"{path}[{i}]") for i, (g, w) in enumerate(zip(got, want, strict=True)))
    return next((fault for fault in faults if fault), None)


def _dict_shape(got: Any, want: dict[Any, Any], path: str) -> Finding | None:  # noqa: ANN401
    if not isinstance(got, dict):
        return malformed("type", **_at(path), expected="dict", got=kind_of(got))
    if got.keys() != want.keys():
        missing = [str(key) for key in want if key not in got]
        extra = [str(key)[:40] for key in got if key not in want]
        return malformed(
            "keys", **_at(path), missing=", ".join(missing[:5]), extra=", ".join(extra[:5])
        )
    faults = (_shape(got[key], want[key], f"{path}[{key!r}]") for key in want)
    return next((fault for fault in faults if fault), None)


def _at(path: str) -> dict[str, Any]:
    return {"path": path} if path else {}


def _number_like(value: object) -> bool:
    return isinstance(value, (int, float, complex)) and not isinstance(value, bool)


def _correct(value: Any, goal: Goal) -> Finding:  # noqa: ANN401 - any value of the wire
    entries = list(_entries(value, goal.expected, ""))
    off = [entry for entry in entries if not _close(entry[1], entry[2], goal.options)]
    if not off:
        return accepted(_METHOD)
    path, got, want = off[0]
    where: dict[str, Any] = {"path": path} if path else {}
    if len(entries) > 1:
        where |= {"wrong": len(off), "entries": len(entries)}
    picture = {
        "kind": "entries",
        "paths": [entry[0] or "answer" for entry in entries[:16]],
        "right": [entry not in off for entry in entries[:16]],
    }
    if _number_like(got) and _number_like(want):
        if all(_numbers(entry) and _close(-entry[1], entry[2], goal.options) for entry in off):
            return wrong("sign", _METHOD, picture, **where)
        where |= _numeric_pattern(entries, got, want, goal)
        where["observed"] = _shown(got)
    elif isinstance(got, str) and isinstance(want, str):
        where["observed"] = got
        if all(isinstance(one, str) and one == two[::-1] for _, one, two in off):
            where["pattern"] = "mirrored"
    return wrong("value", _METHOD, picture, **where)


def _numbers(entry: Entry) -> bool:
    return _number_like(entry[1]) and _number_like(entry[2])


def _numeric_pattern(entries: list[Entry], got: Any, want: Any, goal: Goal) -> dict[str, Any]:  # noqa: ANN401
    plain = [entry for entry in entries if _numbers(entry)]
    if len(plain) > 1 and len(plain) == len(entries):
        backwards = zip(plain, reversed(plain), strict=True)
        if all(_close(one[1], two[2], goal.options) for one, two in backwards):
            return {"pattern": "reversed"}
    near = 10 * (goal.options["abs"] + goal.options["rel"] * abs(want))
    if _size(got - want) <= max(near, 0.05 * abs(want)):
        return {"pattern": "close"}
    if want and got and any(math.isclose(_size(got / want), f, rel_tol=1e-3) for f in (0.5, 2, 4)):
        return {"pattern": "factor"}
    return {}


def _shown(value: Any) -> str:  # noqa: ANN401 - a number
    return number(value) if isinstance(value, (int, float)) else f"{value:.6g}"


def _entries(got: Any, want: Any, path: str) -> Iterator[Entry]:  # noqa: ANN401
    if isinstance(want, np.ndarray) or isinstance(got, np.ndarray):
        got, want = (
            item.tolist() if isinstance(item, np.ndarray) else item for item in (got, want)
        )
    if isinstance(want, (list, tuple)):
        for index, (one, two) in enumerate(zip(got, want, strict=True)):
            yield from _entries(one, two, f"{path}[{index}]")
    elif isinstance(want, dict):
        for key in want:
            yield from _entries(got[key], want[key], f"{path}[{key!r}]")
    else:
        yield path, got, want


def _close(got: Any, want: Any, options: Any) -> bool:  # noqa: ANN401
    if _number_like(want):
        if options["exact"] and isinstance(want, int):
            return bool(got == want)
        # One part in 1e12 keeps a value exactly on the bound from being lost to rounding.
        slack = (options["abs"] + options["rel"] * abs(want)) * (1 + 1e-12)
        return bool(_size(got - want) <= slack)
    return type(got) is type(want) and bool(got == want)


def _size(value: Any) -> float:  # noqa: ANN401 - a number
    """Return the absolute value; ``abs`` of a complex number raises where it overflows."""
    return math.hypot(value.real, value.imag)


CHECKER = register(
    Checker(
        name="value",
        options={"abs": 1e-9, "rel": 0.0, "exact": False},
        form=_form,
        correct=_correct,
    )
)
