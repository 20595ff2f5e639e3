"""The second method's own matrices and rewrites, against Qiskit's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit.quantum_info import Operator

from grader.answer.schema import GATES
from grader.judge.selfcheck.circuits import circuit_of, random_gates, rewritten
from grader.judge.selfcheck.dense import NAMES, columns, qubits_of

SEEDS = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("name", NAMES)
def test_each_gate_is_that_of_qiskit(name):
    rng = np.random.default_rng(3)
    for width in {*qubits_of(name)}:
        gates = random_gates(rng, width, 1, [name])
        assert np.allclose(columns(gates, width), Operator(circuit_of(gates, width)).data)


def test_nearly_every_gate_of_the_table_has_a_formula():
    assert set(GATES) - set(NAMES) == {"id", "rccx", "rcccx"}


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, num_qubits=st.integers(1, 5), length=st.integers(0, 12))
def test_rewritten_gates_are_the_same_unitary(seed, num_qubits, length):
    rng = np.random.default_rng(seed)
    gates = random_gates(rng, num_qubits, length)
    other = rewritten(rng, gates, num_qubits)
    assert np.allclose(
        columns(gates, num_qubits), Operator(circuit_of(gates, num_qubits)).data, atol=1e-9
    )
    overlap = np.vdot(columns(gates, num_qubits), columns(other, num_qubits))
    assert abs(overlap) / (1 << num_qubits) == pytest.approx(1)
