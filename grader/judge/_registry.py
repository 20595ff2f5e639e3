"""Checkers and metrics by name; each registers itself in its own file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from grader.errors import CheckerFailed
from grader.exercise import Basis
from grader.judge.finding import Finding
from grader.judge.goal import Goal
from grader.judge.metrics.clifford_t import is_fault_tolerant
from grader.judge.program import Program

__all__ = ["Checker", "checker", "measure", "metric", "register"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """How one kind of answer is judged.

    Attributes:
        name: As in ``exercise.toml``.
        options: Names that ``[options]`` may hold, with their defaults.
        form: Says what is wrong with the form, or ``None``.
        correct: Compares with the goal; called only where the form is right.
        program: Gives the circuit that is measured, or ``None`` where there is none.
    """

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    form: Callable[[Any, Goal], Finding | None]
    correct: Callable[[Any, Goal], Finding]
    program: Callable[[Any], Program | None] = lambda _: None


Metric = Callable[[Program, Basis], float]
_checkers: dict[str, Checker] = {}
_metrics: dict[str, Metric] = {}
_METRICS = ("two_qubit_gates", "two_qubit_depth", "one_qubit_gates", "num_qubits", "t_gates", "esp")


def register(found: Checker) -> Checker:
    """Make a checker known by its name."""
    _checkers[found.name] = found
    return found


def checker(name: str) -> Checker:
    """Return a checker, loading its file when it is first asked for.

    Raises:
        CheckerFailed: If there is none of this name.
    """
    if name not in _checkers:
        try:
            import_module(f"grader.judge.checkers.{name}")
        except ModuleNotFoundError as error:
            raise CheckerFailed(f"no checker {name!r}") from error
    return _checkers[name]


def metric(name: str) -> Callable[[Metric], Metric]:
    """Register the decorated function as the metric `name`."""

    def keep(function: Metric) -> Metric:
        _metrics[name] = function
        return function

    return keep


def measure(program: Program, basis: Basis) -> dict[str, float]:
    """Measure a program by every metric that its basis has."""
    if len(_metrics) < len(_METRICS):
        for module in _METRICS:
            import_module(f"grader.judge.metrics.{module}")
    measured = {}
    for name, function in _metrics.items():
        if _is_defined(name, basis):
            measured[name] = function(program, basis)
    return measured


def _is_defined(name: str, basis: Basis) -> bool:
    if name == "esp":
        return basis.coupling.startswith("device:")
    return name != "t_count" or is_fault_tolerant(basis.gates)
