"""Traps of the tools, and tricks that must not pay: what Qiskit or Aer gets wrong, we may not."""

import math

import numpy as np
import pytest
from qiskit import QuantumCircuit, transpile
from qiskit.circuit import Gate, library
from qiskit.quantum_info import Operator, SparsePauliOp, Statevector

from grader.judge.checkers.observable import expectation
from grader.judge.program import Program
from grader.judge.simulator import statevector
from grader.verdict import Outcome

BASIS = ["cx", "rz", "sx", "x"]


def custom(name, inner):
    """Return a gate of that name whose definition is another circuit."""
    gate = Gate(name, inner.num_qubits, [])
    gate.definition = inner
    return gate


def circuit_with(gate, num_qubits, first=()):
    circuit = QuantumCircuit(num_qubits)
    for qubit in first:
        circuit.h(qubit)
    circuit.append(gate, range(gate.num_qubits))
    return circuit


def three_ccx():
    inner = QuantumCircuit(3)
    for _ in range(3):
        inner.ccx(0, 1, 2)
    return inner


def swap():
    inner = QuantumCircuit(2)
    inner.swap(0, 1)
    return inner


def one_cx():
    inner = QuantumCircuit(2)
    inner.cx(0, 1)
    return inner


@pytest.mark.parametrize(
    ("name", "inner", "naive", "honest"),
    [
        ("cx", swap(), 1, 3),
        ("ccx", three_ccx(), 6, 18),
        ("swap", one_cx(), 3, 1),
        ("h", swap(), 3, 3),
        ("rzz", three_ccx(), 18, 18),
    ],
)
def test_gate_that_borrows_a_name_costs_and_does_what_it_holds(name, inner, naive, honest, judged):
    """Qiskit's translation looks gates up by name and width; `naive` is what it counts."""
    circuit = circuit_with(custom(name, inner), inner.num_qubits, first=range(inner.num_qubits - 1))
    counted = transpile(circuit, basis_gates=BASIS, optimization_level=0).count_ops().get("cx", 0)
    assert counted == naive
    plain = circuit_with(inner.to_gate(), inner.num_qubits, first=range(inner.num_qubits - 1))
    verdict = judged("state", Statevector(plain).data, circuit)
    assert verdict.outcome is Outcome.ACCEPTED
    assert verdict.metrics["n2q"] == honest


def test_composites_inside_composites_are_unfolded_before_they_are_counted(judged):
    inner = QuantumCircuit(3)
    for level, name in enumerate(("x", "barrier", "id", "rz")):
        outer = QuantumCircuit(3)
        outer.append(custom(name, inner), range(3))
        outer.cx(level % 2, 2)
        inner = outer
    verdict = judged("unitary", Operator(inner).data, inner)
    assert verdict.accepted
    assert verdict.metrics["n2q"] == 4


class _Renamed(library.HGate):
    """A library gate whose name, definition and matrix all claim to be something else."""

    def __init__(self):
        super().__init__()
        self._name = "id"

    def to_matrix(self):
        return np.eye(2)


def test_gate_that_is_renamed_or_overridden_does_not_pass_for_what_it_claims(judged):
    """It claims to be the identity, and is taken for the ``h`` that its definition holds."""
    circuit = QuantumCircuit(1)
    circuit.append(_Renamed(), [0])
    assert judged("state", "0", circuit).outcome is Outcome.WRONG_ANSWER
    verdict = judged("state", "+", circuit)
    assert verdict.accepted
    assert verdict.metrics["n1q"] == 5  # the u of the definition


def test_angles_of_zero_do_not_make_gates_free_nor_padding_invisible(judged):
    """A crz by 0 is a gate; a translation that dropped it would hide padding and allow tricks."""
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    plain = judged("state", Statevector(circuit).data, circuit).metrics
    for _ in range(3):
        circuit.crz(0.0, 0, 1)
        circuit.rz(0.0, 0)
        circuit.rxx(2 * math.pi * 2, 0, 1)
    padded = judged("state", [2**-0.5, 0, 0, 2**-0.5], circuit)
    assert padded.accepted
    assert padded.metrics["n2q"] == plain["n2q"] + 3 * (2 + 2)
    assert padded.metrics["n1q"] > plain["n1q"] + 3


def ladder():
    """Return 13 qubits of which a one-qubit observable sees only the last few."""
    rng = np.random.default_rng(13)
    circuit = QuantumCircuit(13)
    for layer in range(3):
        for qubit in range(13):
            circuit.ry(float(rng.uniform(0, 2)), qubit)
            circuit.rz(float(rng.uniform(0, 2)), qubit)
        for qubit in range(layer % 2, 12, 2):
            circuit.cx(qubit, qubit + 1)
    return circuit


@pytest.mark.parametrize("qubit", [0, 6, 12])
def test_expectation_on_thirteen_qubits_is_that_of_the_whole_state(qubit, judged):
    """Aer's `save_expectation_value` on a subsystem can be wrong when others drop out."""
    circuit = ladder()
    label = ["I"] * 13
    label[12 - qubit] = "Z"
    operator = SparsePauliOp(["".join(label)])
    wanted = float(Statevector(circuit).expectation_value(operator).real)
    found = expectation(operator, statevector(Program.of(circuit)))
    assert found == pytest.approx(wanted, abs=1e-12)
    near = {"below": wanted + 1e-7}
    verdict = judged("observable", operator, circuit, options=near)
    assert verdict.accepted
    refused = judged("observable", operator, circuit, options={"below": wanted - 1e-7})
    assert refused.outcome is Outcome.WRONG_ANSWER
