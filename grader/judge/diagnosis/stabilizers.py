"""Say which correlation of a wide stabiliser state is off."""

from grader.judge.diagnosis.wording import qubits
from grader.judge.equivalence.tableau import to_clifford
from grader.judge.finding import Finding, wrong
from grader.judge.program import Program

__all__ = ["wrong_stabilizers"]

_LONG = 4
"""Qubits from which on a correlation is named by its letters only."""


def wrong_stabilizers(observed: Program, expected: Program, method: str) -> Finding:
    """Name the simplest Pauli correlation that the target has and the observed state has not.

    Args:
        observed: A Clifford program.
        expected: A narrower or equally wide Clifford program; qubits beyond it belong in 0.
        method: How the states were compared.
    """
    from qiskit.quantum_info import Pauli, StabilizerState

    one, two = to_clifford(observed), to_clifford(expected)
    if one is None or two is None:
        return wrong("fidelity", method, fidelity="< 100 %", pattern="wide")
    state = StabilizerState(one)
    extra = observed.num_qubits - expected.num_qubits
    loose = [
        qubit
        for qubit in range(expected.num_qubits, observed.num_qubits)
        if state.expectation_value(Pauli("Z"), [qubit]) != 1
    ]
    if loose:
        return wrong("ancilla", method)
    rows = sorted(two.to_labels(mode="S"), key=lambda label: len(label) - label.count("I"))
    off = []
    for label in rows:
        value = state.expectation_value(Pauli(label[:1] + "I" * extra + label[1:]))
        if value != 1:
            off.append((label, int(value.real)))
    if not off:
        return wrong("fidelity", method, fidelity="< 100 %", pattern="wide")
    label, value = off[0]
    letters = label[1:]
    which = [place for place, letter in enumerate(reversed(letters)) if letter != "I"]
    short = "".join(letter for letter in letters if letter != "I")
    sign = -1 if label[0] == "-" else 1
    return wrong(
        "fidelity",
        method,
        pattern="correlation",
        correlation=short if len(which) < _LONG else f"{short[:2]}…{short[-1]}",
        qubits=qubits(which) if len(which) < _LONG else f"{qubits(which[:2])}, … q{which[-1]}",
        observed=str(value * sign),
        expected=str(sign),
        wrong=len(off),
        entries=len(rows),
    )
