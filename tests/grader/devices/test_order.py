"""Orders on the wire: what was written is read, and nothing else passes."""

import numpy as np
import pytest
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter

from grader.answer.encode import encode
from grader.devices.order import Order, read_order, read_result, write_result
from grader.errors import DeviceError


def circuit() -> QuantumCircuit:
    made = QuantumCircuit(127, 2)
    made.ecr(0, 1)
    made.rz(0.25, 0)
    made.measure([0, 1], [0, 1])
    return made


def refused(body: bytes) -> str:
    with pytest.raises(DeviceError) as caught:
        read_order(body)
    return caught.value.code


FIELDS = {"device": "kawasaki", "shots": 10, "seed": None, "circuits": []}


def test_an_order_comes_back_as_it_was_sent():
    sent = Order(device="kawasaki", circuits=(circuit(), circuit()), shots=100, seed=5)
    got = read_order(sent.body())
    assert (got.device, got.shots, got.seed, len(got.circuits)) == ("kawasaki", 100, 5, 2)
    assert [item.operation.name for item in got.circuits[0].data] == [
        *("ecr", "rz", "measure", "measure")
    ]
    assert [register.size for register in got.circuits[0].cregs] == [2]


def test_the_same_order_has_the_same_bytes():
    one, two = (Order(device="torino", circuits=(circuit(),), shots=1).body() for _ in range(2))
    assert one == two


@pytest.mark.parametrize(
    "fields",
    [
        {**FIELDS, "shots": 10.0},
        {**FIELDS, "shots": True},
        {**FIELDS, "device": 5},
        {**FIELDS, "seed": "x"},
        {**FIELDS, "circuits": [1]},
        {**FIELDS, "more": 1},
        {"device": "kawasaki"},
        [1, 2],
    ],
)
def test_what_is_no_order_is_refused(fields):
    assert refused(encode(fields)) == "form"


@pytest.mark.parametrize("seed", [-1, 1 << 31])
def test_an_impossible_seed_is_refused(seed):
    assert refused(encode({**FIELDS, "seed": seed})) == "seed"


@pytest.mark.parametrize("body", [b"", b"{}", b"\x80\x04N.", b"[" * 10_000, b"QISKIT\x0d"])
def test_bytes_of_anything_else_are_refused(body):
    assert refused(body) == "form"


def test_a_free_parameter_is_refused_before_it_travels():
    open_circuit = QuantumCircuit(1, 1)
    open_circuit.rz(Parameter("a"), 0)
    with pytest.raises(DeviceError, match="unbound-parameter"):
        Order(device="ideal", circuits=(open_circuit,), shots=1).body()


def test_the_bits_of_every_shot_come_back():
    bits = [np.array([[1], [3]], dtype=np.uint8), np.zeros((4, 17), dtype=np.uint8)]
    again = read_result(write_result(bits))
    assert all(np.array_equal(one, other) for one, other in zip(bits, again, strict=True))
    with pytest.raises(DeviceError):
        read_result(encode({"no": "list"}))
