"""`device(...)` as a notebook uses it: Qiskit primitives, and clear words where none run."""

import subprocess
import sys
import warnings

import numpy as np
import pytest
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, transpile
from qiskit.circuit import Parameter
from qiskit.primitives import BaseEstimatorV2, BaseSamplerV2
from qiskit.quantum_info import SparsePauliOp

from grader.client.device import ADDRESS, Unmetered, device
from grader.errors import DeviceError, UsageError


@pytest.fixture(autouse=True)
def _own_machine(monkeypatch):
    monkeypatch.delenv(ADDRESS, raising=False)
    monkeypatch.delenv("QSKILLS_SANDBOX", raising=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Unmetered)
        yield


def turned(name: str, *, measured: bool) -> QuantumCircuit:
    """A rotation by a free angle and an entangler, compiled for the device."""
    circuit = QuantumCircuit(2)
    circuit.rx(Parameter("a"), 0)
    circuit.cx(0, 1)
    if measured:
        circuit.measure_all()
    return transpile(circuit, target=device(name).target, seed_transpiler=1)


@pytest.mark.parametrize("name", ["kawasaki", "torino", "marrakesh", "ideal"])
def test_the_sampler_is_qiskits_with_parameters_shapes_and_registers(name):
    sampler = device(name).sampler(shots=300, seed=1)
    assert isinstance(sampler, BaseSamplerV2)
    values = np.array([[[0.0], [np.pi]]])
    (result,) = sampler.run([(turned(name, measured=True), values)]).result()
    found = result.data.meas
    assert (found.shape, found.num_shots, found.num_bits) == ((1, 2), 300, 2)
    assert found.get_counts((0, 0))["00"] > 250
    assert found.get_counts((0, 1))["11"] > 250


def test_several_registers_and_loose_shots_come_back_by_name():
    circuit = QuantumCircuit(2)
    circuit.x(0)
    circuit.measure_all()
    named = QuantumCircuit(QuantumRegister(2), ClassicalRegister(1, "a"), ClassicalRegister(2, "b"))
    named.x(1)
    named.measure(1, 0)
    named.measure([0, 1], [1, 2])
    both = device("ideal").sampler().run([(circuit, None, 7), (named, None, 9)]).result()
    assert both[0].data.meas.get_counts() == {"01": 7}
    assert both[1].data.a.get_counts() == {"1": 9}
    assert both[1].data.b.get_counts() == {"10": 9}


@pytest.mark.parametrize("name", ["kawasaki", "ideal"])
def test_the_estimator_is_qiskits(name):
    estimator = device(name).estimator(seed=2, precision=0.02)
    assert isinstance(estimator, BaseEstimatorV2)
    circuit = turned(name, measured=False)
    operator = SparsePauliOp(["ZZ", "ZI", "XX"], [1.0, 1.0, 0.5])
    if circuit.layout is not None:
        operator = operator.apply_layout(circuit.layout)
    (result,) = estimator.run([(circuit, operator, [0.0])]).result()
    assert float(result.data.evs) == pytest.approx(2.0, abs=0.25)


def test_the_same_seed_gives_the_same_counts():
    circuit = turned("torino", measured=True)
    runs = [
        device("torino").sampler(seed=seed).run([(circuit, [1.0])]).result()[0].data.meas
        for seed in (4, 4, 5)
    ]
    assert np.array_equal(runs[0].array, runs[1].array)
    assert not np.array_equal(runs[0].array, runs[2].array)


def test_an_illegal_circuit_is_refused_when_it_is_handed_in():
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.measure_all()
    with pytest.raises(DeviceError, match="`h`"):
        device("kawasaki").sampler().run([circuit])
    with pytest.raises(DeviceError, match="`h`"):
        device("kawasaki").estimator().run([(circuit.remove_final_measurements(inplace=False),
                                             SparsePauliOp("ZZ"))])  # fmt: skip


@pytest.mark.parametrize("shots", [0, 100_001, 10**30])
def test_impossible_shots_are_refused(shots):
    circuit = turned("kawasaki", measured=True)
    with pytest.raises((DeviceError, ValueError, TypeError)):
        device("kawasaki").sampler().run([(circuit, [0.0], shots)]).result()


def test_more_circuits_than_a_job_holds_become_several_jobs():
    circuit = QuantumCircuit(1, 1)
    circuit.measure(0, 0)
    results = device("ideal").sampler(shots=1).run([circuit] * 301).result()
    assert len(results) == 301


def test_public_data_of_the_twin_is_at_hand():
    kawasaki = device(" Kawasaki ")
    assert kawasaki.num_qubits == 127
    assert (6, 7) in kawasaki.faulty
    assert "127 qubits" in repr(kawasaki)
    with pytest.raises(AttributeError):
        kawasaki.nothing  # noqa: B018 - the access is the test
    assert "without noise" in repr(device("ideal"))


def test_wrong_names_are_named_in_both_languages():
    with pytest.raises(UsageError, match="no device 'osaka'") as caught:
        device("osaka")
    assert "というデバイスはありません" in str(caught.value)
    assert "ideal, kawasaki" in str(caught.value)
    with pytest.raises(UsageError, match="quotes"):
        device(5)


@pytest.mark.parametrize("seed", [-1, 1 << 31, 1.5, "1", True])
def test_an_impossible_seed_is_refused_at_once(seed):
    for primitive in (device("ideal").sampler, device("ideal").estimator):
        with pytest.raises(DeviceError, match="no possible seed") as caught:
            primitive(seed=seed)
        assert "シード" in caught.value.ja


def test_a_gate_that_cannot_be_sent_is_named_with_the_cure():
    circuit = QuantumCircuit(1, 1)
    circuit.initialize([0, 1], 0)
    circuit.measure(0, 0)
    ideal = device("ideal")
    with pytest.raises(DeviceError, match=r"Circuit 1 .*`Initialize`.*transpile") as caught:
        ideal.sampler().run([QuantumCircuit(1, 1), circuit]).result()
    assert "送れません" in caught.value.ja
    cured = transpile(circuit, target=ideal.target)
    assert ideal.sampler(shots=9).run([cured]).result()[0].data.c.get_counts() == {"1": 9}


def test_completion_offers_the_data_of_the_twin():
    assert {"target", "sampler", "faulty", "num_qubits"} <= set(dir(device("kawasaki")))
    assert "faulty" not in dir(device("ideal"))


def test_without_a_service_it_says_that_nothing_is_metered():
    with pytest.warns(Unmetered, match="nothing is metered"):
        device("kawasaki").sampler()


def test_inside_the_sandbox_there_are_no_jobs_and_the_rest_works(monkeypatch):
    monkeypatch.setenv("QSKILLS_SANDBOX", "1")
    monkeypatch.setenv(ADDRESS, "http://127.0.0.1:9")
    kawasaki = device("kawasaki")
    assert "ecr" in kawasaki.target.operation_names
    for primitive in (kawasaki.sampler, kawasaki.estimator, device("ideal").sampler):
        with pytest.raises(DeviceError, match="practice only") as caught:
            primitive()
        assert "練習中だけ" in caught.value.ja


def test_device_loads_no_simulator_until_a_job_runs():
    code = (
        "import sys; from grader import device; device('kawasaki').target; device('ideal').target;"
        "assert not {'qiskit_aer', 'grader.judge', 'grader.results'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


@pytest.mark.sandbox
def test_in_a_graded_notebook_a_job_says_that_it_runs_in_practice_only():
    from grader.sandbox.launcher import Sandbox
    from grader.sandbox.outcome import Cell, Job

    source = (
        "from grader import device\n"
        "assert device('torino').target.num_qubits == 133\n"
        "assert device('ideal').target is not None\n"
        "try:\n    device('kawasaki').sampler()\n"
        "except Exception as error:\n    print(type(error).__name__, error.code)\n"
    )
    with Sandbox() as sandbox, sandbox.run(Job(cells=(Cell(source=source),), nonce="n")) as run:
        (cell,) = run.outcome.cells
    assert cell.error is None
    assert cell.outputs[0]["text"].strip() == "DeviceError practice-only"
