"""T gates: counted as written, by construction known, and nothing but Clifford gates and T."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator

from grader.answer.schema import GATES
from grader.exercise import Basis
from grader.judge._registry import measure
from grader.judge.metrics.clifford_t import exact, is_fault_tolerant
from grader.judge.program import Program, library_gate

FT = ("h", "s", "sdg", "t", "tdg", "x", "y", "z", "cx")
BASIS = Basis(gates=FT)
CLIFFORD = ("h", "s", "sdg", "x", "y", "z", "sx", "sxdg", "cx", "cy", "cz", "swap", "iswap", "ecr")
# Gates of the table with the T gates that a textbook gives them.
TEXTBOOK = {"ccx": 7, "ccz": 7, "cswap": 7, "rccx": 4, "rcccx": 8, "ch": 2, "cs": 3, "csx": 3}


def t_count(circuit):
    return measure(Program.of(circuit), BASIS)["t_count"]


@st.composite
def built(draw):
    """A circuit with its number of T gates, known by construction."""
    circuit = QuantumCircuit(4)
    count = 0
    for _ in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(["clifford", "t", "turn", "textbook"]))
        qubits = draw(st.permutations(range(4)))
        if kind == "clifford":
            name = draw(st.sampled_from(CLIFFORD))
            circuit.append(library_gate(name, (), GATES[name].num_qubits),
                           qubits[: GATES[name].num_qubits])  # fmt: skip
        elif kind == "t":
            getattr(circuit, draw(st.sampled_from(["t", "tdg"])))(qubits[0])
            count += 1
        elif kind == "turn":
            eighth = draw(st.integers(-20, 20))
            miss = draw(st.sampled_from([0.0, 3e-9, -3e-9]))
            name = draw(st.sampled_from(["rz", "p", "rx", "ry"]))
            getattr(circuit, name)(eighth * math.pi / 4 + miss, qubits[0])
            count += eighth % 2
        else:
            name = draw(st.sampled_from(sorted(TEXTBOOK)))
            circuit.append(library_gate(name, (), GATES[name].num_qubits),
                           qubits[: GATES[name].num_qubits])  # fmt: skip
            count += TEXTBOOK[name]
    return circuit, count


@given(built())
def test_the_count_is_that_of_the_construction(made):
    circuit, count = made
    assert t_count(circuit) == count


def test_t_gates_are_counted_as_written_and_never_merged():
    circuit = QuantumCircuit(1)
    circuit.t(0)
    circuit.t(0)
    circuit.tdg(0)
    assert t_count(circuit) == 3


@pytest.mark.parametrize("name", sorted(GATES))
def test_each_gate_is_exact_or_names_the_angle_that_is_not(name):
    gate = GATES[name]
    for eighths in ((0,) * 4, (1, 2, 3, 4), (4, 4, 4, 4), (8, -8, 8, 16)):
        angles = tuple(k * math.pi / 4 for k in eighths[: gate.num_params])
        found = exact(name, gate.num_qubits, angles)
        if found.odd_angle is not None:
            assert abs(math.remainder(found.odd_angle, math.pi / 4)) > 1e-3
        else:
            assert 0 <= found.t_gates <= found.one_qubit


@pytest.mark.parametrize("eighth", range(-9, 10))
def test_a_turn_by_an_eighth_of_a_circle_is_what_its_gates_are(eighth):
    circuit = QuantumCircuit(1)
    circuit.p(eighth * math.pi / 4, 0)
    names = ("", "t", "s", "s t", "z", "z t", "sdg", "tdg")[eighth % 8].split()
    discrete = QuantumCircuit(1)
    for name in names:
        getattr(discrete, name)(0)
    assert np.allclose(Operator(circuit).data, Operator(discrete).data)
    found = exact("p", 1, (eighth * math.pi / 4,))
    assert (found.one_qubit, found.t_gates) == (len(names), eighth % 2)


@pytest.mark.parametrize(
    ("name", "angle"),
    [("rz", math.pi / 8), ("p", 0.785), ("rz", math.pi / 4 + 1e-7), ("rzz", 1.0), ("u", 0.3),
     ("cp", math.pi / 4), ("crz", math.pi / 4), ("mcphase", math.pi / 4), ("xx_plus_yy", 0.1)],
)  # fmt: skip
def test_other_angles_have_the_wrong_form(name, angle, judged):
    gate = GATES[name]
    circuit = QuantumCircuit(3)
    circuit.append(library_gate(name, (angle,) * gate.num_params, gate.num_qubits),
                   range(gate.num_qubits))  # fmt: skip
    verdict = judged("unitary", np.eye(8), circuit, basis={"gates": FT})
    assert (verdict.outcome, verdict.reason.key) == ("FE", "t-basis")
    assert verdict.reason.params["gate"] == name


@pytest.mark.parametrize("name", ["c3x", "c4x", "c3sx", "mcx"])
def test_gates_that_hide_smaller_angles_have_the_wrong_form(name, judged):
    width = GATES[name].num_qubits
    circuit = QuantumCircuit(5)
    circuit.append(library_gate(name, (), width), range(width))
    assert judged("unitary", np.eye(32), circuit, basis={"gates": FT}).reason.key == "t-basis"


def test_limit_and_formula_take_the_count(judged):
    circuit = QuantumCircuit(3)
    circuit.ccx(0, 1, 2)
    score = {"formula": "ft-v1", "par": 7, "best": 4}
    target = Operator(circuit).data
    verdict = judged("unitary", target, circuit, basis={"gates": FT}, score=score,
                     limits={"t_count": 7})  # fmt: skip
    assert (verdict.outcome, verdict.cost, verdict.points) == ("AC", 7, 9_000)
    verdict = judged("unitary", target, circuit, basis={"gates": FT}, limits={"t_count": 6})
    assert (verdict.outcome, verdict.reason.key) == ("LE", "t_count")
    assert verdict.reason.params == {"value": 7, "limit": 6}


def test_other_bases_have_no_count():
    assert "t_count" not in measure(Program(1, ()), Basis())
    assert not is_fault_tolerant(("cx", "rz", "sx", "x"))
    assert not is_fault_tolerant((*FT, "rz"))
    assert is_fault_tolerant(FT)
