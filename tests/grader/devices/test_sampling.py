"""Sampling circuits on named qubits: what exercises measure."""

import pytest
from qiskit import QuantumCircuit

from grader.devices.sampling import lower, sample
from grader.errors import DeviceError

LINE = (2, 1, 0, 14)


def ghz(width: int = 4) -> QuantumCircuit:
    circuit = QuantumCircuit(width)
    circuit.h(0)
    for qubit in range(width - 1):
        circuit.cx(qubit, qubit + 1)
    circuit.measure_all()
    return circuit


def refusal(circuit: QuantumCircuit, **options) -> str:
    with pytest.raises(DeviceError) as caught:
        sample(circuit, seed=1, **{"shots": 100, **options})
    return caught.value.code


def test_without_a_device_the_counts_are_ideal():
    counts = sample(ghz(), shots=4000, seed=1)
    assert set(counts) == {"0000", "1111"}
    assert abs(counts["0000"] - 2000) < 5 * 32


def test_a_device_adds_its_errors_and_not_too_many():
    counts = sample(ghz(), shots=4000, seed=1, device="kawasaki", qubits=LINE)
    right = (counts["0000"] + counts["1111"]) / 4000
    assert sum(counts.values()) == 4000
    assert 0.85 < right < 0.98


def test_the_same_seed_gives_the_same_counts_and_another_one_others():
    first, again, other = (
        sample(ghz(), shots=1000, seed=seed, device="torino", qubits=(3, 4, 5, 6))
        for seed in (7, 7, 8)
    )
    assert first == again != other


def test_the_leftmost_character_is_the_last_bit():
    circuit = QuantumCircuit(3, 3)
    circuit.x(0)
    circuit.measure([0, 1, 2], [0, 1, 2])
    assert sample(circuit, shots=10, seed=1) == {"001": 10}


def test_bits_of_several_registers_are_one_label():
    circuit = QuantumCircuit(2)
    circuit.x(1)
    circuit.measure_all()
    circuit.measure_all()
    assert sample(circuit, shots=10, seed=1) == {"1010": 10}


def test_gates_are_lowered_one_by_one_and_none_is_merged():
    circuit = QuantumCircuit(2)
    for _ in range(4):
        circuit.cx(0, 1)
    assert lower(circuit, "kawasaki", (0, 1)).count_ops()["ecr"] == 4
    assert lower(circuit, "torino", (0, 1)).count_ops()["cz"] == 4


def test_a_legal_circuit_is_left_as_it_is():
    circuit = QuantumCircuit(2, 2)
    circuit.sx(0)
    circuit.ecr(0, 1)
    circuit.measure([0, 1], [0, 1])
    assert lower(circuit, "kawasaki", (0, 1)) is circuit


def test_feed_forward_runs_with_noise_inside_the_block_too():
    circuit = QuantumCircuit(2, 2)
    circuit.x(0)
    circuit.measure(0, 0)
    with circuit.if_test((circuit.clbits[0], 1)):
        for _ in range(200):
            circuit.h(1)
    circuit.measure(1, 1)
    assert lower(circuit, "torino", (3, 4)) is not circuit
    ideal = sample(circuit, shots=1000, seed=1)
    noisy = sample(circuit, shots=1000, seed=1, device="torino", qubits=(3, 4))
    assert ideal == {"01": 1000}
    # 200 times H with the error of one sx each, beside the readout of two qubits.
    assert noisy["01"] < 970


def test_nothing_is_routed():
    circuit = ghz()
    circuit.cx(0, 3)
    assert refusal(circuit, device="kawasaki", qubits=LINE) == "isa-edge"
    hidden = QuantumCircuit(4, 4)
    hidden.measure(0, 0)
    with hidden.if_test((hidden.clbits[0], 1)):
        hidden.cx(0, 3)
    assert refusal(hidden, device="kawasaki", qubits=LINE) == "form"


def test_what_cannot_be_run_is_refused_before_it_runs():
    assert refusal(QuantumCircuit(1)) == "no-bits"
    assert refusal(ghz(3), device="kawasaki", qubits=LINE) == "isa-width"
    assert refusal(ghz(24), shots=100_000_000) == "too-large"
    assert refusal(ghz(25)) == "too-large"
    deep = QuantumCircuit(20)
    for _ in range(50):
        deep.x(range(20))
    deep.measure_all()
    line = (*range(14), 18, 19, 20, 33, 39, 40)
    assert refusal(deep, device="kawasaki", qubits=line, shots=10_000) == "too-large"
