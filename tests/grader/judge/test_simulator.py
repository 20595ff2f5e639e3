"""Our own simulation against Qiskit's and Aer's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.circuit.library import MCPhaseGate, MCXGate, QFTGate
from qiskit.quantum_info import Operator, Statevector

from grader.errors import JudgeUndecided
from grader.judge import simulator
from grader.judge.program import Program

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=50, deadline=None)
@given(seed=SEEDS, num_qubits=st.integers(1, 6), length=st.integers(0, 12))
def test_states_and_unitaries_equal_those_of_qiskit(seed, num_qubits, length, random_circuit):
    circuit = random_circuit(seed, num_qubits, length)
    program = Program.of(circuit)
    assert np.allclose(simulator.statevector(program), Statevector(circuit).data)
    assert np.allclose(simulator.unitary(program), Operator(circuit).data)


@pytest.mark.parametrize("gate", [MCXGate(6), MCPhaseGate(0.7, 6), QFTGate(7)])
def test_wide_gates_equal_their_definition(gate):
    circuit = QuantumCircuit(8)
    circuit.ry(0.3, range(8))
    circuit.append(gate, [3, 1, 7, 0, 2, 6, 5])
    assert np.allclose(
        simulator.statevector(Program.of(circuit)), Statevector(circuit.decompose(reps=4)).data
    )


def test_aer_and_our_arrays_agree(random_circuit):
    circuit = random_circuit(11, 13, 40)
    circuit.append(MCXGate(7), range(8))
    circuit.append(QFTGate(7), range(3, 10))
    program = Program.of(circuit)
    start = np.zeros((1 << 13, 1), dtype=complex)
    start[0] = 1
    own = simulator.run_columns(program, start)[:, 0]
    assert np.allclose(simulator.statevector(program), own)


def test_aer_gets_matrices_that_it_reads_the_right_way_round():
    """Aer takes a read-only matrix for its transpose; rccx is the table's case of it."""
    from qiskit.circuit.library import UnitaryGate
    from qiskit_aer import AerSimulator

    circuit = QuantumCircuit(13)
    circuit.ry(0.8, range(13))
    circuit.rccx(4, 2, 9)
    wanted = Statevector(circuit).data
    assert np.allclose(simulator.statevector(Program.of(circuit)), wanted)
    turned = np.array([[0, -1], [1, 0]], dtype=complex)
    turned.flags.writeable = False
    naive = QuantumCircuit(1)
    naive.append(UnitaryGate(turned), [0])
    naive.save_statevector()
    state = AerSimulator(method="statevector").run(naive, shots=1).result().get_statevector()
    assert np.allclose(state, [0, -1])  # once this is [0, 1], the copy can go


def test_clean_columns_are_those_of_the_matrix(random_circuit):
    program = Program.of(random_circuit(4, 4, 10))
    assert np.allclose(simulator.unitary(program, 1), simulator.unitary(program)[:, :8])


def test_too_wide_is_undecided():
    with pytest.raises(JudgeUndecided):
        simulator.statevector(Program(21, ()))
    with pytest.raises(JudgeUndecided):
        simulator.unitary(Program(10, ()))
