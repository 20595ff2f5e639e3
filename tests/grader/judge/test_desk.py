"""The desk by itself: shots, time, samples with and without noise, and what travels in packs."""

import json

import numpy as np
import pytest
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp, Statevector

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.errors import CheckerFailed
from grader.judge.desk import SHOTS_MAX, Desk, Till
from grader.judge.handed import from_json, to_json
from grader.judge.metered import Expectation, Metered, Oracle, Runner
from grader.limits import Limits


def measured(width, *gates):
    circuit = QuantumCircuit(width)
    for name, *places in gates:
        getattr(circuit, name)(*places)
    circuit.measure_all()
    return circuit


def asked(desk, *args, service="run"):
    served = desk.serve(service, encode(args))
    return decode(served.value) if served.refused is None else served.refused


def desk(*arguments, till=None, **limits):
    given = arguments or (Runner("run"),)
    return Desk(given, Limits(**limits), b"seed", till or Till())


def test_counts_follow_the_probabilities_and_add_up():
    (counts,) = asked(desk(), [measured(2, ("h", 0), ("cx", 0, 1))], 4000)
    assert set(counts) == {"00", "11"}
    assert sum(counts.values()) == 4000
    # Five standard deviations: wrong once in two million seeds, and this one is fixed.
    assert abs(counts["11"] - 2000) < 160


def test_labels_hold_every_classical_bit_the_first_one_rightmost():
    circuit = QuantumCircuit(2, 3)
    circuit.x(0)
    circuit.measure(0, 1)
    assert asked(desk(), circuit, 3) == {"010": 3}


def test_conditions_and_resets_are_run():
    circuit = QuantumCircuit(1, 2)
    circuit.h(0)
    circuit.measure(0, 0)
    with circuit.if_test((0, 1)):
        circuit.x(0)
    circuit.measure(0, 1)
    assert set(asked(desk(), circuit, 200)) == {"00", "01"}


def test_noise_of_a_device_line_is_added_and_repeats():
    line = "kawasaki:2,1,0,14"
    circuit = measured(4, ("x", 0))
    first, second = (asked(desk(Runner("run", noise=line)), circuit, 3000) for _ in range(2))
    assert first == second
    assert 0.7 < first["0001"] / 3000 < 1
    assert len(first) > 1


@pytest.mark.parametrize(
    ("circuit", "words"),
    [
        (measured(4, ("cx", 0, 3)), "edge"),
        (measured(3, ("x", 0)), "4"),
    ],
)
def test_what_the_device_cannot_do_is_refused_before_it_is_counted(circuit, words):
    noisy = desk(Runner("run", noise="kawasaki:2,1,0,14"), shots=100)
    kind, text = asked(noisy, circuit, 10)
    assert kind == "request"
    assert words in text
    assert noisy.counts["shots"] == 0


@pytest.mark.parametrize("shots", [0, -1, SHOTS_MAX + 1, True, 1.5, "9", None])
def test_shots_are_a_whole_number_from_one(shots):
    one = desk(shots=10)
    assert asked(one, measured(1), shots)[0] == "request"
    assert one.counts["shots"] == 0
    assert not one.over


@pytest.mark.parametrize("circuits", [[], [1], "x", [measured(1)] * 65, QuantumCircuit(17, 1)])
def test_only_circuits_that_can_be_run_are_run(circuits):
    one = desk(shots=10**6)
    assert asked(one, circuits, 1)[0] == "request"
    assert one.counts["shots"] == 0


def test_too_much_work_is_refused_before_it_is_counted():
    wide = QuantumCircuit(16)
    for _ in range(300):
        wide.h(range(16))
    wide.measure_all()
    one = desk(shots=10)
    assert "too many gates" in asked(one, wide, 1)[1]
    assert one.counts["shots"] == 0


def test_the_time_for_requests_is_one_for_all_cases():
    till = Till(left_s=1e-9)
    first = desk(till=till)
    assert asked(first, measured(10, ("h", 0)), 5)
    second = desk(till=till)
    assert asked(second, measured(1), 5)[0] == "budget"
    assert second.over == "service-time"
    assert second.counts["shots"] == 0


def test_once_over_nothing_is_run_any_more():
    one = desk(shots=10)
    assert asked(one, measured(1), 11)[0] == "budget"
    assert asked(one, measured(1), 1)[0] == "budget"
    assert (one.counts["shots"], one.asked) == (0, 11)


def energy(decimals=None):
    circuit = QuantumCircuit(2)
    circuit.rx(0.0, 0)
    circuit.cx(0, 1)
    circuit.u(0.0, 0.3, 0.1, 1)
    return Expectation(circuit, (0, 2), SparsePauliOp(["ZZ", "XI"], [1.0, 0.5]), decimals)


def test_an_expectation_takes_one_angle_for_each_parameter():
    whole = QuantumCircuit(2)
    whole.rx(0.4, 0)
    whole.cx(0, 1)
    whole.u(1.1, 0.3, 0.1, 1)
    exact = Statevector(whole).expectation_value(energy().operator).real
    assert np.isclose(energy()([0.4, 1.1]), exact)
    assert energy(decimals=3)(np.array([0.4, 1.1])) == round(exact, 3)


@pytest.mark.parametrize(
    "theta", [[0.1], [0.1, 0.2, 0.3], 0.1, "ab", [True, 0.1], [1e9, 0.1], [1j, 0.1], None]
)
def test_other_angles_are_a_value_error(theta):
    with pytest.raises(ValueError, match="angle"):
        energy()(theta)


def test_handed_arguments_come_back_from_a_pack_as_they_were():
    secret = QuantumCircuit(2, global_phase=0.5)
    secret.cz(0, 1)
    for argument in (
        Oracle("f", secret),
        Runner("run"),
        Runner("run", "kawasaki:2,1,0,14"),
        Metered("f", energy(decimals=7)),
    ):
        packed = json.loads(json.dumps(to_json(argument)))
        back = from_json(packed)
        assert to_json(back) == to_json(argument)
    assert back.function([0.4, 1.1]) == energy(decimals=7)([0.4, 1.1])


def test_a_function_that_no_pack_can_hold_is_a_bug_of_the_exercise():
    with pytest.raises(CheckerFailed, match="Expectation"):
        to_json(Metered("f", lambda x: x))
