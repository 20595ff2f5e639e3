"""Compare the unitary of a program with a target, under a stated phase policy."""

import numpy as np

from grader.errors import CheckerFailed
from grader.judge.diagnosis.unitaries import process_fidelity, wrong_unitary
from grader.judge.diagnosis.wording import angle, percent
from grader.judge.equivalence.methods import same_unitary
from grader.judge.finding import Finding, accepted, wrong
from grader.judge.program import Matrix, Program
from grader.judge.simulator import OPERATOR_QUBITS, unitary
from grader.judge.targets import Target

__all__ = ["POLICIES", "compare_unitary"]

POLICIES = ("global", "strict", "relative", "clean", "iso")
_STRICT = 1e-6
_METHOD = "operator"


def compare_unitary(
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
