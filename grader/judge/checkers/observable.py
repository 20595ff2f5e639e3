"""Checker ``observable``: the expectation value of the judge's own operator meets a bound.

The state comes from an exact simulation of the learner's circuit and the operator from
``judge.py`` only; an energy or an operator that a learner sends is never looked at. The bound
holds without slack: a value above ``below`` by more than 1e-9 is refused. The value is the
metric ``objective`` (and ``expectation``), so that ``objective-v1`` can rank it.

Where the answer is a tuple its first part is the circuit, and ``operator(extra)`` of ``judge.py``
gets the other parts, e.g. the angles of a measurement. Their form, and the circuit's width, come
from ``template()``, as in the checker ``objective``; practice looks at the form only, because the
operator is worked out by ``judge.py``.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp

from grader.errors import CheckerFailed
from grader.judge._registry import Checker, checker, register
from grader.judge.diagnosis.states import is_alone
from grader.judge.diagnosis.wording import number
from grader.judge.finding import Finding, accepted, wrong
from grader.judge.form import circuit_form, rules_fault, width_fault
from grader.judge.goal import Goal
from grader.judge.program import Matrix, Program
from grader.judge.simulator import statevector

__all__ = ["CHECKER", "expectation"]

_ROUNDING = 1e-9
_BLOCK = 1 << 15
_DIAGNOSED_QUBITS = 6


Answer = Any
"""A circuit, or a tuple that begins with one."""


def _parts(value: Answer) -> tuple[QuantumCircuit, tuple[Any, ...]]:
    return (value[0], tuple(value[1:])) if isinstance(value, (tuple, list)) else (value, ())


def _operator(goal: Goal, extra: tuple[Any, ...]) -> SparsePauliOp:
    operator = goal.expected(*extra) if goal.kind == "tuple" else goal.expected
    if not isinstance(operator, SparsePauliOp):
        raise CheckerFailed("operator() must return a SparsePauliOp")
    return operator


def _form(value: Answer, goal: Goal) -> Finding | None:
    if goal.kind == "tuple":
        if goal.template is None:
            raise CheckerFailed("a tuple answer needs template() in judge.py")
        return checker("objective").form(value, goal)
    fault = circuit_form(value, goal)
    return fault or width_fault(Program.of(value), _operator(goal, ()).num_qubits)


def _correct(value: Answer, goal: Goal) -> Finding:
    circuit, extra = _parts(value)
    program, operator = Program.of(circuit), _operator(goal, extra)
    state = statevector(goal.behind(program))
    measured = expectation(operator, state)
    below, above = goal.options["below"], goal.options["above"]
    if (below is None) == (above is None):
        raise CheckerFailed("give exactly one of the options 'below' and 'above'")
    bound = below if below is not None else above
    miss = measured - below if below is not None else above - measured
    metrics = {"expectation": round(measured, 9), "objective": round(measured, 9)}
    if miss <= _ROUNDING:
        return rules_fault(program, goal) or _with(accepted("expectation"), metrics)
    if above is not None:
        return _with(_too_low(operator, state, measured, above), metrics)
    pattern: dict[str, Any] = {}
    if np.isclose(measured, _of_zero(operator), atol=1e-9):
        pattern["pattern"] = "start"
    elif -measured <= below:
        pattern["pattern"] = "sign"
    finding = wrong(
        "energy",
        "expectation",
        observed=number(measured),
        bound=number(bound),
        miss=f"{miss:.3g}",
        **pattern,
    )
    return _with(finding, metrics)


def _too_low(operator: SparsePauliOp, state: Matrix, measured: float, above: float) -> Finding:
    """Say whether the state or the operator that the answer made keeps the value down."""
    params: dict[str, Any] = {
        "observed": number(measured),
        "bound": number(above),
        "miss": f"{above - measured:.3g}",
    }
    loose = [qubit for qubit in range(operator.num_qubits) if is_alone(state, qubit)]
    if operator.num_qubits <= _DIAGNOSED_QUBITS:
        largest = float(np.linalg.eigvalsh(operator.to_matrix())[-1])
        params |= {"largest": number(largest)}
        params["pattern"] = "state" if largest >= above - _ROUNDING else "operator"
    if -measured >= above - _ROUNDING:
        params["pattern"] = "sign"
    elif operator.num_qubits > 1 and len(loose) == operator.num_qubits:
        params["pattern"] = "product"
    return wrong("expectation", "expectation", **params)


def _of_zero(operator: SparsePauliOp) -> float:
    start = np.zeros(1 << operator.num_qubits, dtype=complex)
    start[0] = 1
    return expectation(operator, start)


def expectation(operator: SparsePauliOp, state: Matrix) -> float:
    """Return ``<state|operator|state>`` of a full-width operator, term by term.

    The operator acts on all qubits of the state; nothing is traced out beforehand.
    """
    total = 0.0
    masks = 1 << np.arange(operator.num_qubits)
    # In blocks: a term needs no second array of the state's size.
    blocks = range(0, len(state), _BLOCK)
    for x_bits, z_bits, coefficient in zip(
        operator.paulis.x, operator.paulis.z, operator.coeffs, strict=True
    ):
        flip, mask = int(masks @ x_bits), int(masks @ z_bits)
        # A Pauli word with m letters Y is i^m X^flip Z^mask.
        turns = (1j) ** int(np.sum(x_bits & z_bits))
        for begin in blocks:
            index = np.arange(begin, min(begin + _BLOCK, len(state)))
            odd = np.bitwise_count(index & mask) & 1
            part = state[index]
            value = turns * np.vdot(state[index ^ flip], np.where(odd, -part, part))
            total += float((coefficient * value).real)
    return total


def _with(finding: Finding, metrics: dict[str, float]) -> Finding:
    return replace(finding, metrics=metrics)


CHECKER = register(
    Checker(
        name="observable",
        options={"below": None, "above": None, "forbidden_pairs": ()},
        form=_form,
        correct=_correct,
        program=lambda value: Program.of(_parts(value)[0]),
    )
)
