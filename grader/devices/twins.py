"""Device twins: frozen snapshots of real machines, for learners and judge alike.

A twin is public data. The judge reads edges and errors from the frozen JSON, never from
qiskit-ibm-runtime, so that an update of that package cannot change a verdict.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from grader.errors import UsageError

if TYPE_CHECKING:
    from qiskit.transpiler import Target

__all__ = ["FORMAT", "IDEAL", "IDEAL_QUBITS", "Twin", "twin", "twin_from", "twin_names"]

_FILES = {
    "kawasaki": "kawasaki-2.1.76.json",
    "torino": "torino-1.0.54.json",
    "marrakesh": "marrakesh-1.0.7.json",
}
IDEAL = "ideal"
"""Name of the simulator without noise, which is no twin."""
IDEAL_QUBITS = 24
"""Qubits that it holds: a state of 256 MiB."""
FORMAT = "qskills-twin/2"
"""Format of the frozen files, see `grader.devices.freeze`."""

Edge = tuple[int, int]


@dataclass(frozen=True)
class Twin:
    """A frozen device.

    Attributes:
        name: e.g. ``"kawasaki"``.
        version: Version of the snapshot.
        date: Day on which it was taken, ``YYYY-MM-DD``.
        num_qubits: Number of physical qubits.
        basis: Names of the gates that the device has, the two-qubit gate first.
        edges: Usable directed edges ``(control, target)`` of the two-qubit gate.
        faulty: Directed edges whose two-qubit gate has error 1: not to be used.
        errors: Error of each usable edge.
        sx_errors: Error of ``sx`` by qubit; `x_errors` of ``x``.
        readout_errors: Readout error by qubit: the mean of the two flips.
        readout_flips: ``(P(1 read | 0 prepared), P(0 read | 1 prepared))`` by qubit.
        durations_ns: Durations in nanoseconds: of the two-qubit gate by edge, of ``"sx"``,
            ``"x"``, ``"measure"`` and ``"reset"`` by qubit.
        t1_us: Relaxation times by qubit, microseconds; `t2_us` the dephasing times.
        rep_delay_ns: Idle time before each shot, nanoseconds.
        max_shots: Shots that one circuit may have.
        data: The description in `FORMAT` that all this was read from.
    """

    name: str
    version: str
    date: str
    num_qubits: int
    basis: tuple[str, ...]
    edges: tuple[Edge, ...]
    faulty: frozenset[Edge]
    errors: Mapping[Edge, float]
    sx_errors: tuple[float, ...]
    x_errors: tuple[float, ...]
    readout_errors: tuple[float, ...]
    readout_flips: tuple[tuple[float, float], ...]
    durations_ns: Mapping[str, Any]
    t1_us: tuple[float, ...]
    t2_us: tuple[float, ...]
    rep_delay_ns: int
    max_shots: int
    data: Mapping[str, Any] = field(repr=False)

    @property
    def entangler(self) -> str:
        """Name of the two-qubit gate: ``"ecr"`` or ``"cz"``."""
        return self.basis[0]

    def error(self, gate: str, qubits: Sequence[int]) -> float | None:
        """Return the error of an instruction, or ``None`` if it is not legal here."""
        if gate == "rz":
            return 0.0
        if len(qubits) == 2:
            return self.errors.get((qubits[0], qubits[1])) if gate in self.basis else None
        table = {"sx": self.sx_errors, "x": self.x_errors}.get(gate)
        return None if table is None else table[qubits[0]]

    @cached_property
    def target(self) -> "Target":
        """Qiskit's description for `transpile`, with the faulty edges left out.

        Holds the gates of `basis`, ``measure``, ``reset``, ``delay`` and ``if_else``.
        """
        return _target(self)

    def __repr__(self) -> str:
        return (
            f"<Twin {self.name} {self.version}: {self.num_qubits} qubits, {len(self.edges)} edges>"
        )


def twin_names() -> tuple[str, ...]:
    """Return the names of all twins."""
    return tuple(_FILES)


@cache
def twin(name: str) -> Twin:
    """Return the twin of this name.

    Raises:
        UsageError: If there is none, naming those that exist.
    """
    if name not in _FILES:
        known = ", ".join(_FILES)
        raise UsageError(
            f"no device {name!r}; there is: {known}\n"
            f"{name!r} というデバイスはありません。使えるのは {known} です。"
        )
    path = Path(__file__).parent / "data" / _FILES[name]
    return twin_from(json.loads(path.read_text(encoding="utf-8")))


def twin_from(data: Mapping[str, Any]) -> Twin:
    """Return the device that a description in `FORMAT` describes.

    Raises:
        UsageError: If it has another format.
    """
    if data.get("format") != FORMAT:
        raise UsageError(f"{data.get('name')}: format {data.get('format')!r} is not {FORMAT!r}")
    rows = [((row[0], row[1]), row[2], row[3]) for row in data["edges"]]
    usable = {edge: error for edge, error, _ in rows if error < 1}
    return Twin(
        name=data["name"],
        version=data["version"],
        date=data["date"],
        num_qubits=data["num_qubits"],
        basis=tuple(data["basis"]),
        edges=tuple(usable),
        faulty=frozenset(edge for edge, error, _ in rows if error >= 1),
        errors=MappingProxyType(usable),
        sx_errors=tuple(row[0] for row in data["sx"]),
        x_errors=tuple(row[0] for row in data["x"]),
        readout_errors=tuple(row[0] for row in data["readout"]),
        readout_flips=tuple((row[2], row[3]) for row in data["readout"]),
        durations_ns=MappingProxyType(
            {
                data["basis"][0]: MappingProxyType({edge: ns for edge, _, ns in rows}),
                **{gate: tuple(row[1] for row in data[gate]) for gate in ("sx", "x")},
                "measure": tuple(row[1] for row in data["readout"]),
                "reset": tuple(data["reset_ns"]),
            }
        ),
        t1_us=tuple(data["t1_us"]),
        t2_us=tuple(data["t2_us"]),
        rep_delay_ns=data["rep_delay_ns"],
        max_shots=data["max_shots"],
        data=data,
    )


def _target(device: Twin) -> "Target":
    from qiskit.circuit import Delay, IfElseOp, Measure, Parameter, Reset
    from qiskit.circuit.library import CZGate, ECRGate, RZGate, SXGate, XGate
    from qiskit.transpiler import InstructionProperties, QubitProperties, Target

    times = device.durations_ns

    def each(durations: Sequence[float], errors: Sequence[float | None]) -> dict[Any, Any]:
        return {
            (qubit,): InstructionProperties(duration=duration * 1e-9, error=error)
            for qubit, (duration, error) in enumerate(zip(durations, errors, strict=True))
        }

    nothing = [0.0] * device.num_qubits
    target = Target(
        description=f"{device.name} {device.version}",
        num_qubits=device.num_qubits,
        qubit_properties=[
            QubitProperties(t1=t1 * 1e-6, t2=t2 * 1e-6)
            for t1, t2 in zip(device.t1_us, device.t2_us, strict=True)
        ],
    )
    target.add_instruction(RZGate(Parameter("angle")), each(nothing, nothing))
    target.add_instruction(SXGate(), each(times["sx"], device.sx_errors))
    target.add_instruction(XGate(), each(times["x"], device.x_errors))
    target.add_instruction(
        {"ecr": ECRGate, "cz": CZGate}[device.entangler](),
        {
            edge: InstructionProperties(duration=times[device.entangler][edge] * 1e-9, error=error)
            for edge, error in device.errors.items()
        },
    )
    target.add_instruction(Measure(), each(times["measure"], device.readout_errors))
    target.add_instruction(Reset(), each(times["reset"], [None] * device.num_qubits))
    target.add_instruction(
        Delay(Parameter("t")), {(qubit,): None for qubit in range(device.num_qubits)}
    )
    target.add_instruction(IfElseOp, name="if_else")
    return target
