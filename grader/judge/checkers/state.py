"""Checker ``state``: the circuit prepares the target state, up to a global phase.

Accepted when ``1 - F <= tolerance`` (1e-6) with F from an exact simulation of the learner's
circuit: a single rotation off by 2e-3 rad is accepted, one off by 2.1e-3 rad is refused. The
last ``ancillas`` qubits must return to 0, which is part of F.
"""

from qiskit import QuantumCircuit

from grader.judge._registry import Checker, register
from grader.judge.equivalence import compare_state
from grader.judge.finding import Finding
from grader.judge.form import circuit_form, coupling_fault, width_fault
from grader.judge.goal import Goal
from grader.judge.program import Program
from grader.judge.targets import state_target

__all__ = ["CHECKER"]


def _form(value: QuantumCircuit, goal: Goal) -> Finding | None:
    fault = circuit_form(value, goal)
    if fault is not None:
        return fault
    target = state_target(goal.expected)
    return width_fault(Program.of(value), target.num_qubits + goal.options["ancillas"])


def _correct(value: QuantumCircuit, goal: Goal) -> Finding:
    program = Program.of(value)
    target = state_target(goal.expected)
    finding = compare_state(program, target, goal.options["tolerance"])
    if not finding.accepted:
        return finding
    return coupling_fault(program, goal) or finding


CHECKER = register(
    Checker(
        name="state",
        options={"tolerance": 1e-6, "ancillas": 0},
        form=_form,
        correct=_correct,
        program=Program.of,
    )
)
