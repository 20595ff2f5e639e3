"""Values of a known shape that tell nothing: what practice may hold where content is secret."""

from typing import Any

import numpy as np
from qiskit import QuantumCircuit

from grader.judge.likely import Likely

__all__ = ["blank"]


def blank(value: Any) -> Any:  # noqa: ANN401 - any value of the wire
    """Return a value of the same shape that tells nothing of its content."""
    if isinstance(value, Likely):
        return value.blank
    if isinstance(value, QuantumCircuit):
        return QuantumCircuit(value.num_qubits)
    if isinstance(value, (list, tuple)):
        return type(value)(blank(item) for item in value)
    if isinstance(value, dict):
        return {key: blank(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return np.zeros_like(value)
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float, complex, str)):
        return type(value)()
    return None
