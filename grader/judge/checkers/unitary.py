"""Checker ``unitary``: the circuit acts as the target, under a stated phase policy.

``global`` (default): ``1 - |tr(V'U)|/d <= 1e-7``; a rotation by 9e-4 rad too much is accepted,
one by 1.3e-3 rad is refused. ``strict``: the largest entry of ``|U - V|`` is at most 1e-6.
``relative``: equal up to a diagonal of phases on the output basis states. ``clean``: the last
``ancillas`` qubits start and end in 0. ``iso``: the last ``ancillas`` qubits start in 0, their
output is part of the target (a matrix of ``2**n`` rows and fewer columns).
"""

import numpy as np
from qiskit import QuantumCircuit

from grader.errors import CheckerFailed
from grader.judge._registry import Checker, register
from grader.judge.diagnosis.unitaries import process_fidelity, wrong_unitary
from grader.judge.diagnosis.wording import angle, percent
from grader.judge.equivalence import same_unitary
from grader.judge.finding import Finding, accepted, wrong
from grader.judge.form import circuit_form, coupling_fault, width_fault
from grader.judge.goal import Goal
from grader.judge.program import Matrix, Program
from grader.judge.simulator import OPERATOR_QUBITS, unitary
from grader.judge.targets import Target, unitary_target

__all__ = ["CHECKER", "POLICIES", "compare"]

POLICIES = ("global", "strict", "relative", "clean", "iso")
_STRICT = 1e-6
_METHOD = "operator"


def _form(value: QuantumCircuit, goal: Goal) -> Finding | None:
    fault = circuit_form(value, goal)
    if fault is not None:
        return fault
    extra = goal.options["ancillas"] if goal.options["policy"] == "clean" else 0
    return width_fault(Program.of(value), unitary_target(goal.expected).num_qubits + extra)


def _correct(value: QuantumCircuit, goal: Goal) -> Finding:
    options = goal.options
    program = Program.of(value)
    finding = compare(
        program,
        unitary_target(goal.expected),
        policy=options["policy"],
        ancillas=options["ancillas"],
        tolerance=options["tolerance"],
    )
    if not finding.accepted:
        return finding
    return coupling_fault(program, goal) or finding


def compare(
    program: Program,
    target: Target,
    *,
    policy: str = "global",
    ancillas: int = 0,
    tolerance: float = 1e-7,
) -> Finding:
    """Compare a program with a target unitary.

    Raises:
        CheckerFailed: If the policy is unknown.
        JudgeUndecided: If no method can decide at this size.
    """
    if policy not in POLICIES:
        raise CheckerFailed(f"unknown policy {policy!r}; use one of {', '.join(POLICIES)}")
    if program.num_qubits > OPERATOR_QUBITS:
        return _wide(program, target, policy, ancillas)
    if target.dense is None:
        raise CheckerFailed("the target is wider than the answer")
    expected = target.dense
    observed = unitary(program, ancillas if policy in ("clean", "iso") else 0)
    if policy == "iso":
        expected = expected[:, : observed.shape[1]]
    if policy == "clean":
        return _clean(observed, expected, tolerance)
    if policy == "strict":
        return _strict(observed, expected, tolerance)
    if policy == "relative":
        return _relative(observed, expected, tolerance)
    if 1 - process_fidelity(observed, expected) <= tolerance:
        return accepted(_METHOD)
    return wrong_unitary(observed, expected, _METHOD)


def _clean(observed: Matrix, expected: Matrix, tolerance: float) -> Finding:
    size = expected.shape[0]
    kept = observed[:size]
    if 1 - process_fidelity(kept, expected) <= tolerance:
        return accepted(_METHOD)
    leak = 1 - np.sum(abs(kept) ** 2, axis=0)
    column = int(np.argmax(leak))
    if leak[column] > 1e-6:
        width = size.bit_length() - 1
        return wrong(
            "ancilla", _METHOD, outside=percent(float(leak[column])), input=f"|{column:0{width}b}⟩"
        )
    return wrong_unitary(kept, expected, _METHOD)


def _strict(observed: Matrix, expected: Matrix, tolerance: float) -> Finding:
    if float(np.max(abs(observed - expected))) <= max(tolerance, _STRICT):
        return accepted(_METHOD)
    overlap = np.vdot(expected, observed) / len(expected)
    if 1 - abs(overlap) <= 1e-7:
        return wrong("global-phase", _METHOD, angle=angle(float(np.angle(overlap))))
    return wrong_unitary(observed, expected, _METHOD)


def _relative(observed: Matrix, expected: Matrix, tolerance: float) -> Finding:
    # U = D V with a diagonal D: each row of U is that of V up to a phase.
    rows = abs(np.sum(observed * expected.conj(), axis=1))
    if 1 - float(np.mean(rows)) <= tolerance:
        return accepted(_METHOD)
    return wrong_unitary(observed, expected, _METHOD)


def _wide(program: Program, target: Target, policy: str, ancillas: int) -> Finding:
    if target.program is None:
        raise CheckerFailed(f"a target on {target.num_qubits} qubits must be given as a circuit")
    clean = ancillas if policy in ("clean", "iso") else 0
    same = {qubit: qubit for qubit in range(target.num_qubits)}
    wide = target.program.mapped(same, program.num_qubits)
    how = policy if policy in ("strict", "relative") else "global"
    decided = same_unitary(program, wide, policy=how, clean=clean)
    if not decided.equal:
        return wrong("unitary", decided.method, fidelity="< 100 %", pattern="wide")
    if decided.statistical:
        return accepted(decided.method, statistical=True, error_bound=decided.error_bound)
    return accepted(decided.method)


CHECKER = register(
    Checker(
        name="unitary",
        options={"policy": "global", "ancillas": 0, "tolerance": 1e-7},
        form=_form,
        correct=_correct,
        program=Program.of,
    )
)
