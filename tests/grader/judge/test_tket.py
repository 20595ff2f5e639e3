"""The second compiler: what goes in and what comes out are the same unitary, phase included."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator

from grader.devices.twins import twin, twin_names
from grader.judge import tket
from grader.judge.program import Program


@st.composite
def plain(draw, num_qubits=3):
    circuit = QuantumCircuit(num_qubits, global_phase=draw(st.floats(-3, 3)))
    for _ in range(draw(st.integers(0, 15))):
        name = draw(st.sampled_from(tket.INPUT))
        qubits = draw(st.permutations(range(num_qubits)))
        if name == "rz":
            circuit.rz(draw(st.floats(-6, 6)), qubits[0])
        elif name == "cx":
            circuit.cx(*qubits[:2])
        else:
            getattr(circuit, name)(qubits[0])
    return circuit


@settings(max_examples=25, deadline=None)
@given(circuit=plain(), entangler=st.sampled_from(["cx", "cz", "ecr"]))
def test_a_compiled_circuit_is_the_same_unitary_with_its_phase(circuit, entangler):
    done = tket.compiled(Program.of(circuit), (entangler, "rz", "sx", "x"))
    assert set(done.count_ops()) <= {entangler, "rz", "sx", "x"}
    assert np.allclose(Operator(done).data, Operator(circuit).data, atol=1e-7)


def test_a_basis_that_it_cannot_end_in_gives_nothing():
    assert tket.compiled(Program(2, ()), ("h", "s", "t", "cx")) is None
    assert tket.compiled(Program(2, ()), ("rzz", "rz", "sx", "x")) is None


@pytest.mark.parametrize("name", twin_names())
def test_a_mapped_circuit_is_accepted_on_every_twin(name, judged):
    circuit = QuantumCircuit(4)
    circuit.rz(np.pi / 2, 0)
    circuit.sx(0)
    for qubit in (1, 2, 3):
        circuit.cx(0, qubit)
        circuit.cx(qubit, 3 - qubit)
    device = twin(name)
    answer = tket.mapped(Program.of(circuit), device)
    verdict = judged(
        "mapped",
        Operator(circuit).data,
        answer,
        options={"of": "unitary", "twin": name},
        limits={"max_qubits": device.num_qubits},
    )
    assert verdict.accepted, verdict.reason


def test_the_label_names_the_version():
    assert tket.LABEL.startswith("pytket ")
    assert any(character.isdigit() for character in tket.LABEL)
