"""Durations, quantum time and success probability of ISA circuits."""

import math

import pytest
from qiskit import QuantumCircuit, transpile

from grader.devices.estimate import duration_ns, esp, quantum_ns
from grader.devices.twins import twin

KAWASAKI = twin("kawasaki")


def circuit(*gates) -> QuantumCircuit:
    made = QuantumCircuit(127, 4)
    for name, *qubits in gates:
        if name == "rz":
            made.rz(0.3, *qubits)
        else:
            getattr(made, name)(*qubits)
    return made


def test_gates_on_other_qubits_take_place_at_the_same_time():
    one = duration_ns(circuit(("sx", 0)), KAWASAKI)
    assert one == math.ceil(53.333)
    assert duration_ns(circuit(("sx", 0), ("sx", 5), ("rz", 0)), KAWASAKI) == one
    assert duration_ns(circuit(("sx", 0), ("x", 0)), KAWASAKI) == math.ceil(2 * 53.333)


def test_a_barrier_makes_qubits_wait():
    free = circuit(("sx", 0), ("sx", 1))
    held = circuit(("sx", 0), ("barrier",), ("sx", 1))
    assert duration_ns(held, KAWASAKI) == math.ceil(2 * 53.333) > duration_ns(free, KAWASAKI)


def test_a_two_qubit_gate_and_the_readout_take_what_the_snapshot_says():
    made = circuit(("ecr", 6, 5))
    made.measure(5, 0)
    assert duration_ns(made, KAWASAKI) == math.ceil(764.444 + 1112.889)


def test_of_a_conditional_block_the_longer_branch_counts():
    made = circuit()
    made.measure(0, 0)
    with made.if_test((made.clbits[0], 1)) as otherwise:
        made.sx(1)
    with otherwise:
        made.sx(1)
        made.x(1)
    assert duration_ns(made, KAWASAKI) == math.ceil(1112.889 + 2 * 53.333)
    errors = (KAWASAKI.sx_errors[1], KAWASAKI.sx_errors[1], KAWASAKI.x_errors[1])
    assert esp(made, KAWASAKI) == pytest.approx(math.prod(1 - error for error in errors))


def test_quantum_time_is_whole_nanoseconds_with_the_delay_of_each_shot():
    made = circuit(("sx", 0))
    assert quantum_ns(made, 1000, KAWASAKI) == 1000 * (54 + 250_000)


def test_esp_is_the_product_over_gates_and_0_for_an_illegal_one():
    made = circuit(("sx", 0), ("ecr", 0, 1), ("rz", 1), ("x", 1))
    factors = (KAWASAKI.sx_errors[0], KAWASAKI.errors[(0, 1)], KAWASAKI.x_errors[1])
    assert esp(made, KAWASAKI) == pytest.approx(math.prod(1 - error for error in factors))
    assert esp(circuit(("ecr", 1, 0)), KAWASAKI) == 0
    assert esp(circuit(("h", 0)), KAWASAKI) == 0


def test_durations_agree_with_qiskits_own_schedule():
    logical = QuantumCircuit(3)
    logical.h(0)
    logical.cx(0, 1)
    logical.cx(1, 2)
    logical.measure_all()
    target = twin("torino").target
    compiled = transpile(logical, target=target, seed_transpiler=1, optimization_level=1)
    seconds = compiled.estimate_duration(target, unit="s")
    assert duration_ns(compiled, twin("torino")) == pytest.approx(seconds * 1e9, abs=1.5)
