"""Every row of the frozen translation table is what Qiskit's own level-0 translation gives."""

import json
from importlib.resources import files

import pytest
from qiskit import QuantumCircuit, transpile

from grader.answer.schema import GATES, gate_class
from grader.judge.metrics.translation import recipe

TABLE = json.loads((files("grader.judge.metrics") / "xlate-v1.json").read_text(encoding="ascii"))


@pytest.mark.parametrize("basis", TABLE)
def test_each_row_is_what_transpile_gives(basis):
    gates = tuple(basis.split())
    for name, (one_qubit, pairs) in TABLE[basis].items():
        row = GATES[name]
        circuit = QuantumCircuit(row.num_qubits)
        circuit.append(gate_class(name)(*[0.1] * row.num_params), range(row.num_qubits))
        done = transpile(circuit, basis_gates=list(gates), optimization_level=0, seed_transpiler=0)
        places = [[done.find_bit(bit).index for bit in item.qubits] for item in done.data]
        assert [place for place in places if len(place) == 2] == pairs, name
        assert sum(len(place) == 1 for place in places) == one_qubit, name


def test_the_table_holds_every_gate_of_fixed_width_for_the_hardware_bases():
    for entangler in ("cx", "cz", "ecr"):
        basis = " ".join(sorted((entangler, "rz", "sx", "x")))
        fixed = {name for name, gate in GATES.items() if not gate.any_width}
        assert fixed - set(TABLE[basis]) == {"id", "x", "sx", "rz", entangler}


def test_the_table_is_used():
    done = recipe("swap", 2, (), ("x", "sx", "rz", "cx"))  # the order of the basis is free
    assert (done.one_qubit, len(done.pairs)) == (0, 3)
