"""Checker ``observable``: the expectation value of the judge's own operator meets a bound.

The state comes from an exact simulation of the learner's circuit and the operator from
``judge.py`` only; an energy or an operator that a learner sends is never looked at. The bound
holds without slack: a value above ``below`` by more than 1e-9 is refused.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp

from grader.errors import CheckerFailed
from grader.judge._registry import Checker, register
from grader.judge.diagnosis.wording import number
from grader.judge.finding import Finding, accepted, wrong
from grader.judge.form import circuit_form, coupling_fault, width_fault
from grader.judge.goal import Goal
from grader.judge.program import Matrix, Program
from grader.judge.simulator import statevector

__all__ = ["CHECKER", "expectation"]

_ROUNDING = 1e-9


def _operator(goal: Goal) -> SparsePauliOp:
    if not isinstance(goal.expected, SparsePauliOp):
        raise CheckerFailed("operator() must return a SparsePauliOp")
    return goal.expected


def _form(value: QuantumCircuit, goal: Goal) -> Finding | None:
    return circuit_form(value, goal) or width_fault(Program.of(value), _operator(goal).num_qubits)


def _correct(value: QuantumCircuit, goal: Goal) -> Finding:
    program = Program.of(value)
    measured = expectation(_operator(goal), statevector(program))
    below, above = goal.options["below"], goal.options["above"]
    if (below is None) == (above is None):
        raise CheckerFailed("give exactly one of the options 'below' and 'above'")
    bound = below if below is not None else above
    miss = measured - below if below is not None else above - measured
    metrics = {"expectation": round(measured, 9)}
    if miss <= _ROUNDING:
        return coupling_fault(program, goal) or _with(accepted("expectation"), metrics)
    pattern: dict[str, Any] = {}
    if program.num_qubits and np.isclose(measured, _of_zero(goal), atol=1e-9):
        pattern["pattern"] = "start"
    elif below is not None and expectation(-_operator(goal), statevector(program)) <= below:
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


def _of_zero(goal: Goal) -> float:
    operator = _operator(goal)
    start = np.zeros(1 << operator.num_qubits, dtype=complex)
    start[0] = 1
    return expectation(operator, start)


def expectation(operator: SparsePauliOp, state: Matrix) -> float:
    """Return ``<state|operator|state>`` of a full-width operator, term by term.

    The operator acts on all qubits of the state; nothing is traced out beforehand.
    """
    total = 0.0
    index = np.arange(len(state))
    masks = 1 << np.arange(operator.num_qubits)
    for x_bits, z_bits, coefficient in zip(
        operator.paulis.x, operator.paulis.z, operator.coeffs, strict=True
    ):
        flip = int(masks @ x_bits)
        odd = np.bitwise_count(index & int(masks @ z_bits)) % 2
        signs = np.where(odd, -1.0, 1.0)
        # A Pauli word with m letters Y is i^m X^flip Z^mask.
        turns = (1j) ** int(np.sum(x_bits & z_bits))
        value = turns * np.vdot(state[index ^ flip], signs * state)
        total += float((coefficient * value).real)
    return total


def _with(finding: Finding, metrics: dict[str, float]) -> Finding:
    return replace(finding, metrics=metrics)


CHECKER = register(
    Checker(
        name="observable",
        options={"below": None, "above": None},
        form=_form,
        correct=_correct,
        program=Program.of,
    )
)
