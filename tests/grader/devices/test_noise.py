"""Noise on a few qubits is the noise that the whole machine has there."""

import numpy as np
import pytest
from qiskit_aer.noise import NoiseModel

from grader.devices.noise import noise_model, restricted_target
from grader.devices.twins import twin
from grader.errors import UsageError

LINE = (2, 1, 0, 14)


def test_only_the_named_qubits_are_in_the_model():
    model = noise_model("kawasaki", LINE)
    assert model.noise_qubits == [0, 1, 2, 3]
    errors = model.to_dict()["errors"]
    pairs = {
        tuple(gate)
        for error in errors
        if "ecr" in error["operations"]
        for gate in error["gate_qubits"]
    }
    # Edges (1, 2), (0, 1) and (0, 14) of the device, in the numbers of the line.
    assert pairs == {(1, 0), (2, 1), (2, 3)}


def test_a_model_is_built_once():
    assert noise_model("kawasaki", LINE) is noise_model(twin("kawasaki"), LINE)


def test_readout_flips_are_those_of_the_qubit():
    model = noise_model("torino", (5, 4))
    flips = {tuple(e["gate_qubits"][0]): e["probabilities"] for e in model.to_dict()["errors"]
             if e["type"] == "roerror"}  # fmt: skip
    up, down = twin("torino").readout_flips[5]
    assert flips[(0,)] == pytest.approx(np.array([[1 - up, up], [down, 1 - down]]))


@pytest.mark.parametrize("qubits", [(), (0, 0), (127,), (-1,), (True,), ("0",)])
def test_qubits_that_are_not_of_the_device_are_refused(qubits):
    with pytest.raises(UsageError, match="kawasaki"):
        noise_model("kawasaki", qubits)


def test_the_restricted_target_knows_the_edges_among_its_qubits():
    target = restricted_target("kawasaki", LINE)
    assert set(target["ecr"]) == {(1, 0), (2, 1), (2, 3)}
    assert target.num_qubits == 4


@pytest.mark.slow
def test_noise_on_a_few_qubits_is_what_the_whole_machine_has_there():
    from qiskit_ibm_runtime.fake_provider import FakeKawasaki

    whole = NoiseModel.from_backend(FakeKawasaki())
    part = noise_model("kawasaki", LINE)
    place = dict(enumerate(LINE))
    for gate, entries in part._local_quantum_errors.items():
        for where, error in entries.items():
            physical = tuple(place[number] for number in where)
            same = whole._local_quantum_errors[gate][physical]
            # Frozen times are rounded: T1 and T2 to nanoseconds, durations to picoseconds.
            assert np.allclose(_superoperator(error), _superoperator(same), atol=1e-7), gate


def _superoperator(error):
    from qiskit.quantum_info import SuperOp

    return SuperOp(error).data
