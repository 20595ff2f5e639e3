"""Say how a circuit's unitary differs from the one that was asked for."""

from typing import Any

import numpy as np

from grader.judge.diagnosis.phases import odd_phase
from grader.judge.diagnosis.states import NEAR, bars, simplest_first
from grader.judge.diagnosis.wording import angle, exchanged, ket, percent
from grader.judge.finding import Finding, wrong
from grader.judge.program import Matrix

__all__ = ["process_fidelity", "wrong_unitary"]

_CLOSE = 1e-7
_ALL_PERMUTATIONS = 4


def process_fidelity(observed: Matrix, expected: Matrix) -> float:
    """Return ``|tr(V'U)| / d`` of two matrices with `d` columns."""
    return float(abs(np.vdot(expected, observed)) / expected.shape[1])


def wrong_unitary(observed: Matrix, expected: Matrix, method: str) -> Finding:
    """Name the difference between two unitaries of the same width.

    Tried in this order: phases only, permuted qubits (control and target exchanged is one of
    them), the inverse, no effect at all, a basis state that goes elsewhere, weights.
    """
    num_qubits = expected.shape[0].bit_length() - 1
    common: dict[str, Any] = {"fidelity": percent(process_fidelity(observed, expected))}
    if float(np.sum(abs(observed) * abs(expected))) / expected.shape[1] > 1 - _CLOSE:
        return _wrong_phase(observed, expected, method, common)
    column = int(np.argmax(np.linalg.norm(abs(observed) - abs(expected), axis=0)))
    picture = bars(observed[:, column], expected[:, column], num_qubits)
    picture["input"] = ket(column, num_qubits)
    rest = _pattern(observed, expected, num_qubits, column)
    return wrong("unitary", method, picture, **common, **rest)


def _wrong_phase(
    observed: Matrix, expected: Matrix, method: str, common: dict[str, Any]
) -> Finding:
    num_qubits = expected.shape[0].bit_length() - 1
    rows, cols = np.nonzero(abs(expected) > 1e-3)
    ratios = observed[rows, cols] / expected[rows, cols]
    aligned, _, off = odd_phase(ratios / abs(ratios), 256)
    pattern: dict[str, Any] = {"pattern": "unitary"}
    square = observed.shape[0] == observed.shape[1]
    if process_fidelity(observed, expected) > NEAR:
        pattern["pattern"] = "close"
    elif square and process_fidelity(observed.conj().T, expected) > 1 - _CLOSE:
        pattern["pattern"] = "inverse"
    return wrong(
        "relative-phase",
        method,
        **common,
        **pattern,
        input=ket(int(cols[off]), num_qubits),
        state=ket(int(rows[off]), num_qubits),
        angle=angle(float(np.angle(aligned[off]))),
    )


def _pattern(observed: Matrix, expected: Matrix, num_qubits: int, column: int) -> dict[str, Any]:
    square = observed.shape[0] == observed.shape[1]
    if square:
        for order in simplest_first(num_qubits) if num_qubits <= _ALL_PERMUTATIONS else ():
            if process_fidelity(_renamed(observed, order), expected) > 1 - _CLOSE:
                return {"pattern": "permuted", "exchange": exchanged(order)}
        if process_fidelity(observed.conj().T, expected) > 1 - _CLOSE:
            return {"pattern": "inverse"}
        if process_fidelity(observed, np.eye(len(observed), dtype=complex)) > 1 - _CLOSE:
            return {"pattern": "identity"}
    got, wanted = abs(observed[:, column]) ** 2, abs(expected[:, column]) ** 2
    row = int(np.argmax(abs(got - wanted)))
    where = {"input": ket(column, num_qubits), "state": ket(row, num_qubits)}
    if got.max() > 1 - 1e-6 and wanted.max() > 1 - 1e-6:
        return {
            "pattern": "basis",
            "input": ket(column, num_qubits),
            "expected": ket(int(np.argmax(wanted)), num_qubits),
            "observed": ket(int(np.argmax(got)), num_qubits),
        }
    weights = {"expected": percent(float(wanted[row])), "observed": percent(float(got[row]))}
    near = process_fidelity(observed, expected) > NEAR
    return {"pattern": "close" if near else "weights", **where, **weights}


def _renamed(matrix: Matrix, order: tuple[int, ...]) -> Matrix:
    """Return the matrix with qubit ``q`` renamed to ``order[q]`` on both sides."""
    size = len(matrix)
    moved = np.zeros(size, dtype=int)
    for qubit, place in enumerate(order):
        moved |= (np.arange(size) >> qubit & 1) << place
    out = np.empty_like(matrix)
    out[np.ix_(moved, moved)] = matrix
    return out
