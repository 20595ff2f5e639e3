"""The frozen Kawasaki, and how a notebook gets it."""

import json

import pytest
from qiskit import QuantumCircuit, transpile

from grader.client.device import device
from grader.devices.freeze import freeze
from grader.devices.twins import twin
from grader.errors import UsageError

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


def test_frozen_file_is_what_the_snapshot_gives(tmp_path):
    again = json.loads(freeze(tmp_path).read_text(encoding="utf-8"))
    kawasaki = twin("kawasaki")
    assert {tuple(row[:2]): row[2] for row in again["edges"] if row[2] < 1} == dict(kawasaki.errors)
