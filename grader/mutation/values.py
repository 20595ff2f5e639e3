"""Mutants of plain values: entries changed, exchanged, left out; circuits inside them as well."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from qiskit import QuantumCircuit

from grader.mutation.circuits import circuit_mutants

__all__ = ["value_mutants"]


def value_mutants(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield every mutant of one change, with what was changed."""
    if isinstance(value, QuantumCircuit):
        for what, mutant in circuit_mutants(value):
            yield f"{where}{what}", mutant
    elif isinstance(value, list | tuple):
        yield from _of_sequence(value, where)
    elif isinstance(value, dict):
        yield from _of_dict(value, where)
    elif isinstance(value, np.ndarray):
        for what, mutant in _of_sequence(list(value), where):
            yield what, np.array(mutant)
    else:
        for what, scalar in _of_scalar(value):
            yield f"{where}{what}", scalar


def _of_scalar(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    if isinstance(value, bool):
        yield "flip", not value
    elif isinstance(value, int):
        yield "one more", value + 1
        yield "one less", value - 1
    elif isinstance(value, float):
        yield "another sign", -value
        yield "5 % more", value * 1.05 + 1e-3
    elif isinstance(value, str) and value:
        if value[::-1] != value:
            yield "reversed", value[::-1]
        yield "without its last character", value[:-1]


def _of_sequence(value: Any, where: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    make = type(value)
    items = list(value)
    for number, item in enumerate(items):
        for what, mutant in value_mutants(item, f"{where}[{number}] "):
            yield what, make([*items[:number], mutant, *items[number + 1 :]])
    for number in range(len(items) - 1):
        if _differ(items[number], items[number + 1]):
            other = [*items]
            other[number], other[number + 1] = other[number + 1], other[number]
            yield f"{where}exchange [{number}] and [{number + 1}]", make(other)
    if items:
        yield f"{where}without its last entry", make(items[:-1])


def _differ(one: object, other: object) -> bool:
    if isinstance(one, QuantumCircuit) or isinstance(other, QuantumCircuit):
        return True
    return bool(np.any(np.asarray(one != other)))


def _of_dict(value: dict[Any, Any], where: str) -> Iterator[tuple[str, Any]]:
    for key, item in value.items():
        for what, mutant in value_mutants(item, f"{where}[{key!r}] "):
            yield what, {**value, key: mutant}
        yield f"{where}without {key!r}", {k: v for k, v in value.items() if k != key}
    keys = list(value)
    for one, other in pairwise(keys):
        if _differ(value[one], value[other]):
            exchanged = {**value, one: value[other], other: value[one]}
            yield f"{where}exchange {one!r} and {other!r}", exchanged
