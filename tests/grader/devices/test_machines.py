"""Machines: what a job costs, what they refuse, what they give back."""

import pytest
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BitArray

from grader.devices.machines import Machines
from grader.devices.metering import Charge
from grader.devices.order import MAX_CIRCUITS
from grader.errors import DeviceError
from grader.ibm_account import IbmAccount

MACHINES = Machines()


def bell(name: str) -> QuantumCircuit:
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.measure_all()
    device = MACHINES.get(name).device
    return (
        circuit if device is None else transpile(circuit, target=device.target, seed_transpiler=1)
    )


def refusal(name: str, circuits: list[QuantumCircuit], shots) -> str:
    with pytest.raises(DeviceError) as caught:
        MACHINES.get(name).price(circuits, shots)
    return caught.value.code


@pytest.mark.parametrize("name", ["kawasaki", "torino", "marrakesh", "ideal"])
def test_a_job_gives_the_bits_of_every_shot_and_costs_its_price(name):
    machine = MACHINES.get(name)
    circuits = [bell(name), bell(name)]
    bits, actual = machine.run(circuits, 500, 3)
    assert actual == machine.price(circuits, 500)
    assert (actual.circuits, actual.shots) == (2, 1000)
    assert (actual.quantum_ns > 0) == (name != "ideal")
    counts = [BitArray(array, 2).get_counts() for array in bits]
    for found in counts:
        assert sum(found.values()) == 500
        assert found["00"] + found["11"] > 450
    # Each circuit of a job has a seed of its own.
    assert counts[0] != counts[1]


def test_wide_circuits_on_few_qubits_are_run_on_those():
    circuit = QuantumCircuit(127, 127)
    circuit.x(126)
    circuit.measure(range(120, 127), range(120, 127))
    (bits,), _ = MACHINES.get("kawasaki").run([circuit], 200, 1)
    label = max(BitArray(bits, 127).get_counts().items(), key=lambda item: item[1])[0]
    assert label == "1" + "0" * 126


@pytest.mark.parametrize("name", ["ideal", "kawasaki"])
def test_a_circuit_without_qubits_gives_bits_that_are_0(name):
    machine = MACHINES.get(name)
    assert machine.price([QuantumCircuit(0, 2)], 10).shots == 10
    (bits,), _ = machine.run([QuantumCircuit(0, 2)], 10, 1)
    assert BitArray(bits, 2).get_counts() == {"00": 10}


def test_the_simulator_says_how_many_qubits_it_takes():
    wide = QuantumCircuit(25)
    wide.measure_all()
    with pytest.raises(DeviceError, match="uses 25 qubits, and ideal simulates 24 at most"):
        MACHINES.get("ideal").price([wide], 10)


def test_measuring_the_whole_device_is_refused_with_the_cure():
    circuit = bell("kawasaki")
    circuit.measure_all()
    with pytest.raises(DeviceError, match=r"`measure_all.*belongs before"):
        MACHINES.get("kawasaki").price([circuit], 1000)


def test_a_machine_with_the_name_of_a_twin_is_not_listed_twice():
    account = IbmAccount(devices=("kawasaki", "fake_torino"), channel="local")
    assert Machines(account).names() == ("ideal", "kawasaki", "torino", "marrakesh", "fake_torino")


def test_a_circuit_that_only_measures_is_run():
    circuit = QuantumCircuit(127, 1)
    circuit.barrier()
    (bits,), _ = MACHINES.get("kawasaki").run([circuit], 10, 1)
    assert bits.shape == (10, 1)
    assert not bits.any()


@pytest.mark.parametrize("shots", [0, -1, 100_001, 10**30, 1.5, True, "100", None])
def test_impossible_shots_are_refused(shots):
    assert refusal("kawasaki", [bell("kawasaki")], shots) == "shots"


def test_jobs_without_circuits_or_with_too_many_are_refused():
    assert refusal("ideal", [], 10) == "jobs"
    assert refusal("ideal", [bell("ideal")] * (MAX_CIRCUITS + 1), 10) == "jobs"


def test_a_circuit_without_bits_is_refused():
    assert refusal("kawasaki", [bell("kawasaki"), QuantumCircuit(127)], 10) == "no-bits"


def test_a_result_that_would_be_too_large_is_refused():
    circuit = QuantumCircuit(127, 127)
    assert refusal("kawasaki", [circuit] * 30, 100_000) == "result-size"


def test_an_illegal_circuit_is_refused():
    assert refusal("torino", [bell("kawasaki")], 10) in {"isa-gate", "isa-edge"}
    assert refusal("kawasaki", [bell("ideal")], 10) == "isa-gate"


def test_an_unknown_device_is_refused_with_those_that_exist():
    with pytest.raises(DeviceError, match="ideal, kawasaki, torino, marrakesh") as caught:
        MACHINES.get("osaka")
    assert caught.value.code == "unknown-device"


def test_an_ideal_job_takes_no_quantum_time():
    assert MACHINES.get("ideal").price([bell("ideal")], 10) == Charge(circuits=1, shots=10)


def test_each_real_machine_has_a_lane_of_its_own_where_it_can_be_reached():
    account = IbmAccount(devices=("ibm_a", "ibm_b"), token_variable="OURS")
    (simulators,) = Machines(account).lanes()
    assert simulators == {"ideal", "kawasaki", "torino", "marrakesh"}
    lanes = Machines(account, {"OURS": "x"}).lanes()
    assert lanes == (simulators, {"ibm_a"}, {"ibm_b"})
