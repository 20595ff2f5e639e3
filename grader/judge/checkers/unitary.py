"""Checker ``unitary``: the circuit acts as the target, under a stated phase policy.

``global`` (default): ``1 - |tr(V'U)|/d <= 1e-7``; a rotation by 8.9e-4 rad too much is accepted,
one by 9e-4 rad is refused. ``strict``: the largest entry of ``|U - V|`` is at most 1e-6.
``relative``: equal up to a diagonal of phases on the output basis states. ``clean``: the last
``ancillas`` qubits start and end in 0. ``dirty``: the last ``ancillas`` qubits start in any state,
entangled or not, and end in the same. ``iso``: the last ``ancillas`` qubits start in 0, their
output is part of the target (a matrix of ``2**n`` rows and fewer columns).

``subspace = ["00", "11"]``: only these basis states of the target's qubits, and superpositions
of them, count as inputs; d is their number. ``permutation = [1, 0]``: what the target has on
qubit i, the answer has on qubit ``permutation[i]`` at its end; ``"any"``: on any qubit, each
target qubit on one of its own (without ancillas and subspace, up to 9 qubits).
"""

from dataclasses import replace
from typing import Any

import numpy as np
from qiskit import QuantumCircuit

from grader.errors import CheckerFailed, JudgeUndecided
from grader.judge._registry import Checker, register
from grader.judge.equivalence import compare_unitary
from grader.judge.finding import Finding
from grader.judge.form import circuit_form, rules_fault, width_fault
from grader.judge.goal import Goal
from grader.judge.program import Matrix, Op, Program
from grader.judge.simulator import OPERATOR_QUBITS, unitary
from grader.judge.targets import Target, unitary_target

__all__ = ["CHECKER"]

_SAME = 0.99
"""Overlap of two observables from which they are taken for the same; the comparison decides."""


def _form(value: QuantumCircuit, goal: Goal) -> Finding | None:
    fault = circuit_form(value, goal)
    if fault is not None:
        return fault
    extra = goal.options["ancillas"] if goal.options["policy"] in ("clean", "dirty") else 0
    return width_fault(Program.of(value), unitary_target(goal.expected).num_qubits + extra)


def _correct(value: QuantumCircuit, goal: Goal) -> Finding:
    options = goal.options
    program = Program.of(value)
    target = unitary_target(goal.expected)
    finding = compare_unitary(
        _relabelled(program, target, options),
        target,
        policy=options["policy"],
        ancillas=options["ancillas"],
        tolerance=options["tolerance"],
        inputs=_inputs(options, target),
    )
    return (rules_fault(program, goal) or finding) if finding.accepted else finding


def _inputs(options: Any, target: Target) -> tuple[int, ...] | None:  # noqa: ANN401
    labels = options["subspace"]
    if labels is None:
        return None
    width = target.num_qubits - (options["ancillas"] if options["policy"] == "iso" else 0)
    if not labels or not all(len(one) == width and set(one) <= {"0", "1"} for one in labels):
        raise CheckerFailed(f"options.subspace must be labels of {width} bits")
    return tuple(int(label, 2) for label in labels)


def _relabelled(program: Program, target: Target, options: Any) -> Program:  # noqa: ANN401
    """Return the answer followed by the swaps that bring its outputs where the target has them."""
    order = options["permutation"]
    if order is None:
        return program
    if order == "any":
        if options["ancillas"] or options["subspace"] is not None:
            raise CheckerFailed("permutation = 'any' goes without ancillas and subspace")
        order = _found(program, target)
    if sorted(order) != list(range(target.num_qubits)):
        raise CheckerFailed("options.permutation must name each of the target's qubits once")
    where = list(order)
    swaps = []
    for qubit in range(len(where)):
        here = where[qubit]
        if here != qubit:
            swaps.append(Op("swap", (), (qubit, here)))
            where = [{qubit: here, here: qubit}.get(place, place) for place in where]
    return replace(program, ops=(*program.ops, *swaps))


def _found(program: Program, target: Target) -> list[int]:
    """Return the output qubit on which the answer has each qubit of the target.

    ``U = P V`` up to phases on the output makes ``U' Z_p(i) U = V' Z_i V`` for every qubit i: what
    is read from a qubit tells which one it is. Where no order fits, that of the register is kept.
    """
    if program.num_qubits > OPERATOR_QUBITS or target.dense is None:
        raise JudgeUndecided(f"{program.num_qubits} qubits are too many to find an order")
    got, want = _reads(unitary(program)), _reads(target.dense)
    order = []
    for read in want:
        overlaps = [abs(np.vdot(read, other)) / len(read) for other in got]
        order.append(int(np.argmax(overlaps)) if max(overlaps) > _SAME else -1)
    return order if sorted(order) == list(range(len(want))) else list(range(len(want)))


def _reads(matrix: Matrix) -> list[Matrix]:
    """Return ``M' Z_i M`` for each qubit."""
    num_qubits = len(matrix).bit_length() - 1
    signs = [1.0 - 2.0 * (np.arange(len(matrix)) >> qubit & 1) for qubit in range(num_qubits)]
    return [np.asarray(matrix.conj().T @ (sign[:, None] * matrix)) for sign in signs]


CHECKER = register(
    Checker(
        name="unitary",
        options={
            "policy": "global",
            "ancillas": 0,
            "tolerance": 1e-7,
            "subspace": None,
            "permutation": None,
            "forbidden_pairs": (),
        },
        form=_form,
        correct=_correct,
        program=Program.of,
    )
)
