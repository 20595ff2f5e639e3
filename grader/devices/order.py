"""A job on the wire, data only: circuits and shots there, the bits of every shot back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from qiskit import QuantumCircuit
from qiskit.circuit import ClassicalRegister

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.devices.refusals import refuse
from grader.errors import AnswerError

__all__ = [
    "CAPS",
    "MAX_CIRCUITS",
    "MAX_SEED",
    "RESULT_CAPS",
    "Order",
    "read_order",
    "read_result",
    "write_result",
]

CAPS = Caps(max_bytes=4 << 20, operations=20_000, max_qubits=160)
MAX_CIRCUITS = 300
"""Circuits in one job."""
MAX_SEED = (1 << 31) - 1
_PLACE = re.compile(r'\$\["circuits"\]\[(\d+)\]')
_OPERATIONS = frozenset({"control-flow", "forbidden-op", "opaque-gate"})
RESULT_CAPS = Caps(max_bytes=64 << 20)

Bits = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a job asks for.

    Attributes:
        device: Name of the device.
        circuits: On the device's qubits, without free parameters.
        shots: Of each circuit.
        seed: Of the simulator; ``None``: a new one.
    """

    device: str
    circuits: tuple[QuantumCircuit, ...]
    shots: int
    seed: int | None = None

    def body(self) -> bytes:
        """Return the order as it travels.

        Raises:
            DeviceError: If a circuit has no wire form (``form``).
        """
        fields = {"device": self.device, "shots": self.shots, "seed": self.seed}
        try:
            return encode({**fields, "circuits": list(self.circuits)}, caps=CAPS)
        except AnswerError as error:
            place = _PLACE.match(error.path)
            if place is not None and error.code in _OPERATIONS:
                values = {"name": self.device, "number": int(place[1]), "gate": error.detail}
                raise refuse("operation", **values) from error
            raise refuse("form", detail=str(error)) from error


def read_order(body: bytes) -> Order:
    """Read an order that anybody may have written.

    Raises:
        DeviceError: If it is none (``form``).
    """
    try:
        found = decode(body, caps=CAPS)
    except AnswerError as error:
        raise refuse("form", detail=str(error)) from error
    kinds: dict[str, tuple[type, ...]] = {
        "device": (str,),
        "shots": (int,),
        "seed": (int, type(None)),
        "circuits": (list,),
    }
    if type(found) is not dict or found.keys() != kinds.keys():
        raise refuse("form", detail=f"an order has {', '.join(kinds)}")
    for name, kind in kinds.items():
        if type(found[name]) not in kind:
            raise refuse("form", detail=f"{name} is a {type(found[name]).__name__}")
    if not all(type(circuit) is QuantumCircuit for circuit in found["circuits"]):
        raise refuse("form", detail="circuits holds something else")
    if found["seed"] is not None and not 0 <= found["seed"] <= MAX_SEED:
        raise refuse("seed", seed=found["seed"], limit=MAX_SEED)
    return Order(
        device=found["device"],
        circuits=tuple(_registered(circuit) for circuit in found["circuits"]),
        shots=found["shots"],
        seed=found["seed"],
    )


def _registered(circuit: QuantumCircuit) -> QuantumCircuit:
    """Return the circuit with its bits in one register, which primitives read."""
    if circuit.clbits and not circuit.cregs:
        circuit.add_register(ClassicalRegister(bits=circuit.clbits, name="c"))
    return circuit


def write_result(bits: Sequence[Bits]) -> bytes:
    """Return the result of a job as it travels: one array (shots, bytes) a circuit."""
    return encode(list(bits), caps=RESULT_CAPS)


def read_result(data: bytes) -> tuple[Bits, ...]:
    """Return the arrays that `write_result` wrote.

    Raises:
        DeviceError: If it is something else (``form``).
    """
    try:
        found: Any = decode(data, caps=RESULT_CAPS)
    except AnswerError as error:
        raise refuse("form", detail=str(error)) from error
    if type(found) is not list or not all(isinstance(array, np.ndarray) for array in found):
        raise refuse("form", detail="the result is no list of arrays")
    return tuple(found)
