"""Checker ``unitary``: the circuit acts as the target, under a stated phase policy.

``global`` (default): ``1 - |tr(V'U)|/d <= 1e-7``; a rotation by 9e-4 rad too much is accepted,
one by 1.3e-3 rad is refused. ``strict``: the largest entry of ``|U - V|`` is at most 1e-6.
``relative``: equal up to a diagonal of phases on the output basis states. ``clean``: the last
``ancillas`` qubits start and end in 0. ``iso``: the last ``ancillas`` qubits start in 0, their
output is part of the target (a matrix of ``2**n`` rows and fewer columns).
"""

from qiskit import QuantumCircuit

from grader.judge._registry import Checker, register
from grader.judge.equivalence import compare_unitary
from grader.judge.finding import Finding
from grader.judge.form import circuit_form, coupling_fault, width_fault
from grader.judge.goal import Goal
from grader.judge.program import Program
from grader.judge.targets import unitary_target

__all__ = ["CHECKER"]


def _form(value: QuantumCircuit, goal: Goal) -> Finding | None:
    fault = circuit_form(value, goal)
    if fault is not None:
        return fault
    extra = goal.options["ancillas"] if goal.options["policy"] == "clean" else 0
    return width_fault(Program.of(value), unitary_target(goal.expected).num_qubits + extra)


def _correct(value: QuantumCircuit, goal: Goal) -> Finding:
    options = goal.options
    program = Program.of(value)
    finding = compare_unitary(
        program,
        unitary_target(goal.expected),
        policy=options["policy"],
        ancillas=options["ancillas"],
        tolerance=options["tolerance"],
    )
    if not finding.accepted:
        return finding
    return coupling_fault(program, goal) or finding


CHECKER = register(
    Checker(
        name="unitary",
        options={"policy": "global", "ancillas": 0, "tolerance": 1e-7},
        form=_form,
        correct=_correct,
        program=Program.of,
    )
)
