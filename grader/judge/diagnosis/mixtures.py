"""Say how the state that a dynamic circuit leaves on some qubits differs from a pure target."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.judge.branches import Ensemble
from grader.judge.diagnosis.states import wrong_state
from grader.judge.diagnosis.wording import ket, percent
from grader.judge.finding import Finding, wrong
from grader.judge.program import Matrix

__all__ = ["wrong_mixture"]

_CLOSE = 1e-6
_BARS = 16
_PAULIS = {
    "x": np.array([[0, 1], [1, 0]], dtype=complex),
    "z": np.diag([1, -1]).astype(complex),
    "y": np.array([[0, -1j], [1j, 0]], dtype=complex),
}


def wrong_mixture(ensemble: Ensemble, expected: Matrix, on: Sequence[int], method: str) -> Finding:
    """Name the difference between the qubits `on` and the state that they should have.

    Tried in this order: wrong after some measurement results only (with the Pauli gate that is
    left over there), another pure state, a mixed one.
    """
    overlaps = ensemble.overlaps(expected, on)
    total = sum(weight for weight, _ in overlaps.values())
    common = {"fidelity": percent(sum(part for _, part in overlaps.values()) / total)}
    rho = ensemble.reduced(on)
    bad = {bits: part / w for bits, (w, part) in overlaps.items() if part < (1 - _CLOSE) * w}
    if bad and len(bad) < len(overlaps):
        worst = min(sorted(bad), key=lambda bits: round(bad[bits], 6))
        where = {
            "outcome": f"{worst:0{ensemble.num_clbits}b}",
            "branch": percent(bad[worst]),
            **_left_over(ensemble.reduced(on, worst), expected, on),
        }
        picture = _bars(ensemble.reduced(on, worst), expected)
        return wrong("fidelity", method, picture, **common, pattern="branch", **where)
    weights, states = np.linalg.eigh(rho)
    if weights[-1] > 1 - _CLOSE:
        return wrong_state(states[:, -1], expected, method)
    purity = percent(float(np.sum(weights**2)))
    return wrong("fidelity", method, _bars(rho, expected), **common, pattern="mixed", purity=purity)


def _left_over(rho: Matrix, expected: Matrix, on: Sequence[int]) -> dict[str, Any]:
    """Return the Pauli gate after which a branch would be right, if there is one."""
    for place, qubit in enumerate(on):
        for name, pauli in _PAULIS.items():
            left = np.eye(1 << (len(on) - 1 - place))
            whole = np.kron(np.kron(left, pauli), np.eye(1 << place))
            state = whole @ expected
            if float((state.conj() @ rho @ state).real) > 1 - _CLOSE:
                return {"correction": name, "qubit": f"q{qubit}"}
    return {}


def _bars(rho: Matrix, expected: Matrix) -> dict[str, Any]:
    weights, wanted = np.real(np.diag(rho)), abs(expected) ** 2
    num_qubits = len(wanted).bit_length() - 1
    shown = np.sort(np.argsort(-abs(weights - wanted), kind="stable")[:_BARS])
    return {
        "kind": "bars",
        "labels": [ket(int(index), num_qubits) for index in shown],
        "expected": [round(float(wanted[index]), 4) for index in shown],
        "observed": [round(float(weights[index]), 4) for index in shown],
    }
