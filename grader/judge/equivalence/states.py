"""Compare the state that a program prepares with a target, by the method that its size allows."""

import numpy as np

from grader.errors import JudgeUndecided
from grader.judge import work
from grader.judge.diagnosis.states import fidelity, wrong_state
from grader.judge.diagnosis.wording import percent
from grader.judge.equivalence.methods import same_state
from grader.judge.finding import Finding, accepted, wrong
from grader.judge.program import Program
from grader.judge.simulator import DENSE_QUBITS, OWN_QUBITS, statevector
from grader.judge.targets import Target, amplitudes

__all__ = ["compare_state"]

_DIAGNOSED_QUBITS = 12


def compare_state(program: Program, target: Target, tolerance: float) -> Finding:
    """Compare the prepared state with the target, which may be narrower (clean ancillas).

    Raises:
        JudgeUndecided: If no method can decide at this size.
    """
    ancillas = program.num_qubits - target.num_qubits
    too_much = program.num_qubits > DENSE_QUBITS or work.seconds(program) > work.left()
    if too_much or program.num_qubits > OWN_QUBITS:
        finding = _without_amplitudes(program, target, tolerance, last=too_much)
        if finding is not None:
            return finding
    observed = statevector(program)
    expected = amplitudes(target)
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


def _without_amplitudes(
    program: Program, target: Target, tolerance: float, *, last: bool
) -> Finding | None:
    """``None`` where a dense simulation must decide, or says more."""
    if target.program is None:
        return None
    wide = target.program.mapped({q: q for q in range(target.num_qubits)}, program.num_qubits)
    try:
        decided = same_state(program, wide, tolerance=tolerance if last else None)
    except JudgeUndecided:
        return None
    if decided.equal:
        return accepted(decided.method)
    if not last:
        return None
    return wrong("fidelity", decided.method, fidelity="< 100 %", pattern="wide")
