"""Device twins: frozen snapshots of real machines, for learners and judge alike.

A twin is public data. The judge reads edges and errors from the frozen JSON, never from
qiskit-ibm-runtime, so that an update of that package cannot change a verdict.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from grader.errors import UsageError

if TYPE_CHECKING:
    from qiskit.transpiler import Target

__all__ = ["Twin", "twin", "twin_names"]

_FILES = {"kawasaki": "kawasaki-2.1.76.json"}
_FORMAT = "qskills-twin/1"

Edge = tuple[int, int]


@dataclass(frozen=True)
class Twin:
    """A frozen device.

    Attributes:
        name: e.g. ``"kawasaki"``.
        version: Version of the snapshot.
        num_qubits: Number of physical qubits.
        basis: Names of the gates that the device has.
        edges: Usable directed edges ``(control, target)`` of the two-qubit gate.
        faulty: Directed edges whose two-qubit gate has error 1: not to be used.
        errors: Error of each usable edge.
        sx_errors: Error of ``sx`` and ``x`` by qubit.
        readout_errors: Readout error by qubit.
        durations_ns: Duration of each usable edge's gate, nanoseconds.
    """

    name: str
    version: str
    num_qubits: int
    basis: tuple[str, ...]
    edges: tuple[Edge, ...]
    faulty: frozenset[Edge]
    errors: Mapping[Edge, float]
    sx_errors: tuple[float, ...]
    x_errors: tuple[float, ...]
    readout_errors: tuple[float, ...]
    durations_ns: Mapping[str, Any]

    def error(self, gate: str, qubits: Sequence[int]) -> float | None:
        """Return the error of an instruction, or ``None`` if it is not legal here."""
        if gate == "rz":
            return 0.0
        if len(qubits) == 2:
            return self.errors.get((qubits[0], qubits[1])) if gate in self.basis else None
        table = {"sx": self.sx_errors, "x": self.x_errors}.get(gate)
        return None if table is None else table[qubits[0]]

    @property
    def target(self) -> "Target":
        """Qiskit's description for `transpile`, with the faulty edges left out.

        Holds ``ecr``, ``rz``, ``sx``, ``x``, ``measure``, ``reset`` and ``delay``.
        """
        return _target(self.name)

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
        raise UsageError(f"no device {name!r}; there is: {', '.join(_FILES)}")
    path = Path(__file__).parent / "data" / _FILES[name]
    data = json.loads(path.read_text(encoding="utf-8"))
    if data["format"] != _FORMAT:
        raise UsageError(f"{path.name}: format {data['format']!r} is not {_FORMAT!r}")
    rows = [((row[0], row[1]), row[2], row[3]) for row in data["edges"]]
    usable = {edge: error for edge, error, _ in rows if error < 1}
    return Twin(
        name=data["name"],
        version=data["version"],
        num_qubits=data["num_qubits"],
        basis=tuple(data["basis"]),
        edges=tuple(usable),
        faulty=frozenset(edge for edge, error, _ in rows if error >= 1),
        errors=MappingProxyType(usable),
        sx_errors=tuple(row[0] for row in data["sx"]),
        x_errors=tuple(row[0] for row in data["x"]),
        readout_errors=tuple(row[0] for row in data["readout"]),
        durations_ns=MappingProxyType(
            {
                "ecr": {edge: duration for edge, _, duration in rows},
                **{name: tuple(row[1] for row in data[name]) for name in ("sx", "x", "readout")},
            }
        ),
    )


@cache
def _target(name: str) -> "Target":
    from qiskit.circuit import Delay, Measure, Parameter, Reset
    from qiskit.circuit.library import ECRGate, RZGate, SXGate, XGate
    from qiskit.transpiler import InstructionProperties, Target

    device = twin(name)
    times = device.durations_ns

    def each(durations: Sequence[float], errors: Sequence[float]) -> dict[Any, Any]:
        return {
            (qubit,): InstructionProperties(duration=duration * 1e-9, error=error)
            for qubit, (duration, error) in enumerate(zip(durations, errors, strict=True))
        }

    nothing = [0.0] * device.num_qubits
    target = Target(description=f"{device.name} {device.version}", num_qubits=device.num_qubits)
    target.add_instruction(RZGate(Parameter("angle")), each(nothing, nothing))
    target.add_instruction(SXGate(), each(times["sx"], device.sx_errors))
    target.add_instruction(XGate(), each(times["x"], device.x_errors))
    target.add_instruction(
        ECRGate(),
        {
            edge: InstructionProperties(duration=times["ecr"][edge] * 1e-9, error=error)
            for edge, error in device.errors.items()
        },
    )
    target.add_instruction(Measure(), each(times["readout"], device.readout_errors))
    target.add_instruction(Reset(), {(qubit,): None for qubit in range(device.num_qubits)})
    target.add_instruction(
        Delay(Parameter("t")), {(qubit,): None for qubit in range(device.num_qubits)}
    )
    return target
