"""Compare the unitary of a program with a target, under a stated phase policy."""

import numpy as np

from grader.errors import CheckerFailed
from grader.judge import work
from grader.judge.diagnosis.unitaries import process_fidelity, wrong_unitary
from grader.judge.diagnosis.wording import angle, percent
from grader.judge.equivalence.methods import STRICT, same_unitary
from grader.judge.finding import Finding, accepted, wrong
from grader.judge.program import Matrix, Program
from grader.judge.simulator import OPERATOR_QUBITS, columns, evolve
from grader.judge.targets import Target

__all__ = ["POLICIES", "compare_unitary"]

POLICIES = ("global", "strict", "relative", "clean", "iso", "dirty")
_METHOD = "operator"


def compare_unitary(
    program: Program,
    target: Target,
    *,
    policy: str = "global",
    ancillas: int = 0,
    tolerance: float = 1e-7,
    inputs: tuple[int, ...] | None = None,
) -> Finding:
    """Compare a program with a target unitary.

    Args:
        program: The answer.
        target: The target, narrower than the answer by the ancillas for ``clean`` and
            ``dirty``.
        policy: One of `POLICIES`.
        ancillas: The last qubits: they start in 0 (``clean``, ``iso``) or in any state
            (``dirty``), and return to it (``clean``, ``dirty``).
        tolerance: Largest ``1 - |tr(V'U)|/d``; for ``strict`` the largest difference of an
            entry, at least 1e-6.
        inputs: Only these basis states of the target's qubits count as inputs.

    Raises:
        CheckerFailed: If the policy is unknown.
        JudgeUndecided: If no method can decide at this size.
    """
    if policy not in POLICIES:
        raise CheckerFailed(f"unknown policy {policy!r}; use one of {', '.join(POLICIES)}")
    clean = ancillas if policy in ("clean", "iso") else 0
    if policy == "dirty" and inputs is not None:
        inputs = tuple(
            other << target.num_qubits | one for other in range(1 << ancillas) for one in inputs
        )
    count = 1 << (program.num_qubits - clean) if inputs is None else len(inputs)
    wide = program.num_qubits > OPERATOR_QUBITS
    if wide or work.seconds(program, count) > work.left():
        return _wide(program, target, policy, clean, tolerance, inputs)
    if target.dense is None:
        raise CheckerFailed("the target is wider than the answer")
    expected = target.dense
    if policy == "dirty":
        expected = _beside(expected, ancillas)
    start = columns(program.num_qubits, clean)
    if inputs is not None:
        start, expected = start[:, list(inputs)], expected[:, list(inputs)]
    observed = evolve(program, start)
    if policy == "iso":
        expected = expected[:, : observed.shape[1]]
    found = _judged(observed, expected, policy, tolerance)
    if inputs is None or found.accepted or found.reason.key == "ancilla":
        return found
    return _on_subspace(observed, expected, target, inputs)


def _judged(observed: Matrix, expected: Matrix, policy: str, tolerance: float) -> Finding:
    if policy == "clean":
        return _clean(observed, expected, tolerance)
    if policy == "strict":
        return _strict(observed, expected, tolerance)
    if policy == "relative":
        return _relative(observed, expected, tolerance)
    if 1 - process_fidelity(observed, expected) <= tolerance:
        return accepted(_METHOD)
    return wrong_unitary(observed, expected, _METHOD)


def _on_subspace(
    observed: Matrix, expected: Matrix, target: Target, inputs: tuple[int, ...]
) -> Finding:
    """Describe the difference with the columns back in their places, all others right."""
    full = target.dense
    if full is None or full.shape[0] != expected.shape[0] or full.shape[0] != observed.shape[0]:
        return wrong("unitary", _METHOD, fidelity=percent(process_fidelity(observed, expected)))
    overlap = np.vdot(expected, observed)
    seen = np.array(full)
    seen[:, list(inputs)] = observed * (abs(overlap) / overlap if abs(overlap) > 1e-9 else 1)
    return wrong_unitary(seen, full, _METHOD)


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
    largest = max(tolerance, STRICT)
    if float(np.max(abs(observed - expected))) <= largest:
        return accepted(_METHOD)
    overlap = np.vdot(expected, observed)
    if abs(overlap) > 0.5 * expected.shape[1]:
        aligned = observed * (abs(overlap) / overlap)
        if float(np.max(abs(aligned - expected))) <= largest:
            return wrong("global-phase", _METHOD, angle=angle(float(np.angle(overlap))))
    return wrong_unitary(observed, expected, _METHOD)


def _relative(observed: Matrix, expected: Matrix, tolerance: float) -> Finding:
    # U = D V with a diagonal D: each row of U is that of V up to a phase.
    rows = abs(np.sum(observed * expected.conj(), axis=1))
    if 1 - float(np.mean(rows)) <= tolerance:
        return accepted(_METHOD)
    return wrong_unitary(observed, expected, _METHOD)


def _wide(
    program: Program,
    target: Target,
    policy: str,
    clean: int,
    tolerance: float,
    inputs: tuple[int, ...] | None,
) -> Finding:
    decided = same_unitary(
        program,
        _same_width(program, target, clean),
        policy=policy if policy in ("strict", "relative") else "global",
        clean=clean,
        indices=inputs,
        tolerance=tolerance,
    )
    if not decided.equal:
        return wrong("unitary", decided.method, fidelity="< 100 %", pattern="wide")
    if decided.statistical:
        return accepted(decided.method, statistical=True, error_bound=decided.error_bound)
    return accepted(decided.method)


def _beside(matrix: Matrix, idle: int) -> Matrix:
    """Return the matrix on its own qubits and identity on `idle` more."""
    return np.kron(np.eye(1 << idle, dtype=complex), matrix).astype(np.complex128)


def _same_width(program: Program, target: Target, clean: int) -> Program | Matrix:
    """Return the target as a program as wide as the answer, or as a matrix of its columns."""
    if target.program is not None:
        same = {qubit: qubit for qubit in range(target.num_qubits)}
        return target.program.mapped(same, program.num_qubits)
    if target.dense is None:
        raise CheckerFailed(f"a target on {target.num_qubits} qubits must be given as a circuit")
    rows = 1 << program.num_qubits
    wanted = target.dense[:, : 1 << (program.num_qubits - clean)]
    if len(wanted) == rows:
        return wanted
    if not clean:
        return _beside(wanted, program.num_qubits - target.num_qubits)
    # Clean ancillas end in 0: the other rows of each column are 0.
    return np.vstack([wanted, np.zeros((rows - len(wanted), wanted.shape[1]), dtype=complex)])
