"""Aer's engine, called directly: each gate of the table, and arrays that are not copied."""

import numpy as np
import pytest
from qiskit import QuantumCircuit

from grader.answer.schema import GATES
from grader.judge import aer
from grader.judge.program import Op, Program
from grader.judge.simulator import columns, evolve, fourier_steps, run_columns


def states(num_qubits, count, seed=0):
    rng = np.random.default_rng(seed)
    shape = (count, 1 << num_qubits)
    return rng.normal(size=shape) + 1j * rng.normal(size=shape)


@pytest.mark.parametrize("name", GATES)
def test_each_gate_acts_as_in_our_arrays(name):
    row = GATES[name]
    rng = np.random.default_rng(1)
    for width in {row.num_qubits, 7} if row.any_width else {row.num_qubits}:
        params = tuple(float(angle) for angle in rng.uniform(-3, 3, row.num_params))
        op = Op(name, params, tuple(int(q) for q in rng.permutation(8)[:width]))
        steps = fourier_steps(op.qubits) if name == "qft" and width > 5 else [op]
        rows = states(8, 4)
        wanted = run_columns(Program(8, (op,)), rows.T)
        assert np.allclose(aer.evolve(steps, rows.copy()).T, wanted)


def test_state_is_neither_normalised_nor_copied():
    rows = 3 * states(6, 2)
    out = aer.evolve([Op("x", (), (0,))], rows)
    assert np.shares_memory(rows, out)
    assert np.linalg.norm(out) > 3


def test_operations_beyond_one_flush_are_all_applied(random_circuit):
    program = Program.of(random_circuit(2, 5, 1300))
    rows = states(5, 1)
    plain = Program(5, program.ops)
    assert np.allclose(aer.evolve(program.ops, rows.copy()).T, run_columns(plain, rows.T))


def test_number_of_columns_may_be_any(random_circuit):
    program = Program.of(random_circuit(3, 13, 60))
    start = columns(13, 9)[:, [0, 5, 9]]
    assert np.allclose(evolve(program, np.array(start)), run_columns(program, start))


def test_gates_follow_each_other_after_an_error():
    with pytest.raises(Exception, match=r"."):
        aer.evolve([Op("h", (), (9,))], states(3, 1))
    circuit = QuantumCircuit(3)
    circuit.h(0)
    rows = states(3, 1)
    program = Program.of(circuit)
    assert np.allclose(aer.evolve(program.ops, rows.copy()).T, run_columns(program, rows.T))
