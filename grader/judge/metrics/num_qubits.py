"""Metric ``qubits``: width of the circuit; on a device, the qubits that are used."""

from grader.exercise import Basis
from grader.judge._registry import metric
from grader.judge.program import Program


@metric("qubits")
def num_qubits(program: Program, basis: Basis) -> int:
    """Return the number of qubits, those of a device only where a gate acts on them."""
    if basis.coupling.startswith("device:"):
        return len(program.touched)
    return program.num_qubits
