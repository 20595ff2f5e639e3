"""Checker ``state``: the circuit prepares the target state, up to a global phase.

Accepted when ``1 - F <= tolerance`` (1e-6) with F from an exact simulation of the learner's
circuit: a single rotation off by 2e-3 rad is accepted, one off by 2.1e-3 rad is refused. The
last ``ancillas`` qubits must return to 0, which is part of F.
"""

import numpy as np
from qiskit import QuantumCircuit

from grader.judge._registry import Checker, register
from grader.judge.diagnosis.states import fidelity, wrong_state
from grader.judge.diagnosis.wording import percent
from grader.judge.equivalence import same_state
from grader.judge.finding import Finding, accepted, wrong
from grader.judge.form import circuit_form, coupling_fault, width_fault
from grader.judge.goal import Goal
from grader.judge.program import Matrix, Program
from grader.judge.simulator import DENSE_QUBITS, OWN_QUBITS, statevector
from grader.judge.targets import Target, state_target

__all__ = ["CHECKER", "compare"]

_DIAGNOSED_QUBITS = 12


def _form(value: QuantumCircuit, goal: Goal) -> Finding | None:
    fault = circuit_form(value, goal)
    if fault is not None:
        return fault
    target = state_target(goal.expected)
    return width_fault(Program.of(value), target.num_qubits + goal.options["ancillas"])


def _correct(value: QuantumCircuit, goal: Goal) -> Finding:
    program = Program.of(value)
    target = state_target(goal.expected)
    finding = compare(program, target, goal.options["tolerance"])
    if not finding.accepted:
        return finding
    return coupling_fault(program, goal) or finding


def compare(program: Program, target: Target, tolerance: float) -> Finding:
    """Compare the prepared state with the target, which may be narrower (clean ancillas).

    Raises:
        JudgeUndecided: If no method can decide at this size.
    """
    ancillas = program.num_qubits - target.num_qubits
    if program.num_qubits > DENSE_QUBITS or (
        program.num_qubits > OWN_QUBITS and target.program is not None
    ):
        finding = _by_tableau(program, target)
        if finding is not None:
            return finding
    observed = statevector(program)
    expected = _amplitudes(target)
    method = "statevector"
    kept = observed[: 1 << target.num_qubits]
    overlap = fidelity(kept, expected)
    if 1 - overlap <= tolerance:
        return accepted(method)
    inside = float(np.sum(abs(kept) ** 2))
    if ancillas and 1 - inside > tolerance:
        return wrong("ancilla", method, outside=percent(1 - inside))
    kept = kept / np.linalg.norm(kept)
    if target.num_qubits > _DIAGNOSED_QUBITS:
        return wrong("fidelity", method, fidelity=percent(overlap), pattern="wide")
    return wrong_state(kept, expected, method)


def _by_tableau(program: Program, target: Target) -> Finding | None:
    if target.program is None:
        return None
    wide = target.program.mapped({q: q for q in range(target.num_qubits)}, program.num_qubits)
    if program.num_qubits > DENSE_QUBITS:
        decided = same_state(program, wide)
    else:
        from grader.judge.equivalence.tableau import same_state as by_tableau

        equal = by_tableau(program, wide)
        if equal is None:
            return None
        return accepted("clifford") if equal else None
    if decided.equal:
        return accepted(decided.method)
    return wrong("fidelity", decided.method, fidelity="< 100 %", pattern="wide")


def _amplitudes(target: Target) -> Matrix:
    if target.dense is not None:
        return target.dense
    assert target.program is not None  # noqa: S101 - a target is one or the other
    return statevector(target.program)


CHECKER = register(
    Checker(
        name="state",
        options={"tolerance": 1e-6, "ancillas": 0},
        form=_form,
        correct=_correct,
        program=Program.of,
    )
)
