"""The matrix of each gate of the table is Qiskit's, at every width that is held as a matrix."""

import numpy as np
import pytest
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator

from grader.answer.schema import GATES
from grader.judge.program import gate_matrix, library_gate
from grader.verdict import Outcome

WIDTHS = [
    (name, width)
    for name, gate in GATES.items()
    for width in (range(gate.num_qubits, 6) if gate.any_width else [gate.num_qubits])
]


@pytest.mark.parametrize(("name", "width"), WIDTHS)
def test_a_gates_matrix_is_that_of_the_library(name, width):
    angles = tuple(0.3 + 0.2 * place for place in range(GATES[name].num_params))
    expected = Operator(library_gate(name, angles, width)).data
    assert np.allclose(gate_matrix(name, angles, width), expected, atol=1e-9)


@pytest.mark.parametrize("controls", [3, 4])
def test_gates_with_three_or_four_controls_can_be_judged(judged, controls):
    answer = QuantumCircuit(controls + 1)
    answer.h(range(controls + 1))
    answer.mcx(list(range(controls)), controls)
    answer.mcp(0.7, list(range(controls)), controls)
    assert judged("state", answer, answer.decompose()).accepted
    other = answer.copy()
    other.mcp(0.1, list(range(controls)), controls)
    assert judged("state", answer, other).outcome is Outcome.WRONG_ANSWER
