"""What a device cannot run is named with its place, its gate and the cure, in both languages."""

import pytest
from qiskit import QuantumCircuit, transpile

from grader.devices.isa import isa_fault
from grader.devices.twins import twin, twin_names

KAWASAKI = twin("kawasaki")


def fault(gate: str, *qubits: int):
    circuit = QuantumCircuit(127, 1)
    circuit.sx(3)
    getattr(circuit, gate)(*qubits)
    return isa_fault(circuit, KAWASAKI)


@pytest.mark.parametrize(
    ("gate", "qubits", "code"),
    [
        ("h", (0,), "isa-gate"),
        ("cx", (0, 1), "isa-gate"),
        ("cz", (0, 1), "isa-gate"),
        ("ecr", (1, 0), "isa-direction"),
        ("ecr", (0, 126), "isa-edge"),
        ("ecr", (6, 7), "isa-faulty"),
        ("ecr", (7, 6), "isa-faulty"),
    ],
)
def test_the_operation_in_the_way_is_named(gate, qubits, code):
    found = fault(gate, *qubits)
    assert found.code == code
    for text in (found.en, found.ja):
        assert f"`{gate}`" in text
        assert 'transpile(circuit, target=device("kawasaki").target)' in text
        assert "1" in text  # the number of the operation
    if len(qubits) == 2 and code != "isa-gate":
        assert str(qubits) in found.en


@pytest.mark.parametrize("gate", [("ecr", 0, 1), ("sx", 5), ("x", 5), ("reset", 5)])
def test_what_the_device_has_is_legal(gate):
    name, *qubits = gate
    assert fault(name, *qubits) is None


def test_a_delay_is_no_part_of_a_job():
    circuit = QuantumCircuit(127)
    circuit.delay(100, 0, unit="ns")
    assert isa_fault(circuit, KAWASAKI).code == "isa-gate"


def test_a_block_is_looked_into():
    circuit = QuantumCircuit(127, 1)
    circuit.measure(0, 0)
    with circuit.if_test((circuit.clbits[0], 1)):
        circuit.ecr(7, 6)
    assert isa_fault(circuit, KAWASAKI).code == "isa-faulty"


def test_a_circuit_that_is_too_wide_is_refused():
    assert isa_fault(QuantumCircuit(128), KAWASAKI).code == "isa-width"


@pytest.mark.parametrize("name", twin_names())
def test_what_is_transpiled_for_a_device_is_legal_there(name):
    circuit = QuantumCircuit(5)
    circuit.h(0)
    circuit.cx(0, range(1, 5))
    circuit.ccx(0, 1, 2)
    circuit.measure_all()
    for level in range(4):
        done = transpile(
            circuit, target=twin(name).target, optimization_level=level, seed_transpiler=level
        )
        assert isa_fault(done, twin(name)) is None
