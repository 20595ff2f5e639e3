"""The frozen twins, and how a notebook gets one."""

from pathlib import Path

import pytest
from qiskit import QuantumCircuit, transpile

from grader.client.device import device
from grader.devices.freeze import freeze
from grader.devices.twins import twin, twin_from
from grader.errors import UsageError

DATA = Path(freeze.__code__.co_filename).parent / "data"
FAULTY = {
    *((6, 7), (7, 8), (21, 20), (22, 21), (33, 20), (97, 98), (98, 91), (98, 99)),
    *((107, 108), (108, 112), (114, 113)),
}


def test_edges_are_those_of_the_snapshot():
    kawasaki = twin("kawasaki")
    assert (kawasaki.num_qubits, kawasaki.version) == (127, "2.1.76")
    assert (len(kawasaki.edges), kawasaki.faulty) == (133, FAULTY)
    assert not FAULTY & set(kawasaki.edges)
    assert all(0 < error < 0.5 for error in kawasaki.errors.values())


def test_target_holds_no_faulty_edge():
    target = device("kawasaki").target
    assert set(target["ecr"]) == set(twin("kawasaki").edges)
    circuit = QuantumCircuit(9)
    circuit.h(0)
    circuit.cx(0, range(1, 9))
    for seed in range(8):
        done = transpile(circuit, target=target, optimization_level=1, seed_transpiler=seed)
        used = {
            tuple(done.find_bit(bit).index for bit in item.qubits)
            for item in done.data
            if item.operation.name == "ecr"
        }
        assert used <= set(twin("kawasaki").edges)


def test_unknown_device_names_those_that_exist():
    with pytest.raises(UsageError, match="kawasaki"):
        device("osaka")
    with pytest.raises(UsageError, match="quotes"):
        device(5)


@pytest.mark.slow
def test_frozen_files_are_what_the_snapshots_give(tmp_path):
    written = list(freeze(tmp_path))
    assert sorted(path.name for path in written) == sorted(path.name for path in DATA.iterdir())
    for path in written:
        assert path.read_text(encoding="utf-8") == (DATA / path.name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "version", "qubits", "gate", "usable", "faulty"),
    [
        ("kawasaki", "2.1.76", 127, "ecr", 133, 11),
        ("torino", "1.0.54", 133, "cz", 278, 22),
        ("marrakesh", "1.0.7", 156, "cz", 326, 26),
    ],
)
def test_each_twin_has_its_map_and_a_target_without_faulty_edges(
    name, version, qubits, gate, usable, faulty
):
    device = twin(name)
    assert (device.version, device.num_qubits, device.entangler) == (version, qubits, gate)
    assert (len(device.edges), len(device.faulty)) == (usable, faulty)
    assert set(device.target[gate]) == set(device.edges)
    assert len(device.t1_us) == len(device.t2_us) == len(device.readout_flips) == qubits
    assert min(device.t1_us) > 0
    for error, flips in zip(device.readout_errors, device.readout_flips, strict=True):
        assert error == pytest.approx(sum(flips) / 2, abs=1e-9)
    assert device.error(gate, device.edges[0]) == device.errors[device.edges[0]]
    assert device.error(gate, next(iter(device.faulty))) is None


def test_frozen_files_stay_small():
    assert all(path.stat().st_size < 40_000 for path in DATA.iterdir())


def test_a_description_in_another_format_is_refused():
    with pytest.raises(UsageError, match="qskills-twin/9"):
        twin_from({"format": "qskills-twin/9", "name": "x"})
