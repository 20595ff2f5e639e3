"""Machines at IBM Quantum, in the local testing mode of qiskit-ibm-runtime."""

import pytest
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BitArray

from grader.devices.ibm import OVERHEAD_S
from grader.devices.machines import Machines
from grader.devices.metering import NANO
from grader.devices.twins import twin
from grader.errors import DeviceError
from grader.ibm_account import IbmAccount

# The local testing mode makes all of its machines to find one.
pytestmark = pytest.mark.slow

LOCAL = IbmAccount(devices=("fake_torino", "fake_nowhere"), channel="local")


@pytest.fixture(scope="module")
def torino():
    return Machines(LOCAL).get("fake_torino")


def bell(target) -> QuantumCircuit:
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.measure_all()
    return transpile(circuit, target=target, seed_transpiler=1)


def refusal(name: str, account: IbmAccount, **environment: str) -> DeviceError:
    with pytest.raises(DeviceError) as caught:
        Machines(account, environment).get(name)
    return caught.value


def test_a_live_machine_is_described_like_a_twin(torino):
    frozen = twin("torino")
    assert torino.device.errors == frozen.errors
    assert torino.device.durations_ns == frozen.durations_ns
    assert torino.device.name == "fake_torino"


def test_a_job_runs_through_runtimes_sampler(torino):
    circuit = bell(torino.device.target)
    price = torino.price([circuit], 500)
    (bits,), actual = torino.run([circuit], 500, 7)
    counts = BitArray(bits, 2).get_counts()
    assert sum(counts.values()) == 500
    assert counts["00"] + counts["11"] > 400
    assert (actual.circuits, actual.shots) == (1, 500)
    # The overhead is reserved; what the machine did not use is given back.
    assert actual.quantum_ns <= price.quantum_ns - OVERHEAD_S * NANO


def test_an_illegal_circuit_never_reaches_the_machine(torino):
    with pytest.raises(DeviceError) as caught:
        torino.price([bell(twin("kawasaki").target)], 10)
    assert caught.value.code == "isa-gate"
    with pytest.raises(DeviceError) as caught:
        torino.price([bell(torino.device.target)], 100_001)
    assert caught.value.code == "shots"


def test_a_job_of_a_real_machine_is_not_repeated(torino):
    assert not torino.repeatable


def test_a_machine_that_is_not_there_is_a_failure_with_its_reason():
    assert refusal("fake_nowhere", LOCAL).code == "backend"


def test_missing_credentials_are_named_and_nothing_is_asked_for_over_the_net():
    account = IbmAccount(devices=("ibm_kawasaki",), token_variable="OUR_TOKEN")
    error = refusal("ibm_kawasaki", account)
    assert (error.code, error.exit_code) == ("credentials", 3)
    assert "OUR_TOKEN is missing" in error.en
    assert "OUR_TOKEN" in error.ja
    assert refusal("ibm_kawasaki", account, OUR_TOKEN="").code == "credentials"


def test_a_missing_credentials_file_is_named(tmp_path):
    path = str(tmp_path / "ibm.json")
    account = IbmAccount(devices=("ibm_kawasaki",), credentials_file=path)
    error = refusal("ibm_kawasaki", account)
    assert error.code == "credentials"
    assert path in error.en


def test_a_machine_that_is_not_configured_is_unknown():
    assert refusal("ibm_osaka", LOCAL).code == "unknown-device"
    assert "fake_torino" in refusal("ibm_osaka", LOCAL).en
