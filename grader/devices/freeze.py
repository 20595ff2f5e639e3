"""Make the frozen snapshots of the device twins anew. Needs qiskit-ibm-runtime; the judge does not.

python -m grader.devices.freeze
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from grader.devices.twins import FORMAT

__all__ = ["SNAPSHOTS", "freeze", "snapshot"]

SNAPSHOTS: Mapping[str, str] = MappingProxyType(
    {"kawasaki": "FakeKawasaki", "torino": "FakeTorino", "marrakesh": "FakeMarrakesh"}
)
"""Our name of each twin, and the snapshot's class in ``qiskit_ibm_runtime.fake_provider``."""

_PLACES = {"error": 12, "duration_ns": 3}
_ENTANGLERS = ("ecr", "cz")


def freeze(folder: Path | None = None) -> Iterator[Path]:
    """Write ``<name>-<version>.json`` for every twin and yield the files."""
    from qiskit_ibm_runtime import fake_provider

    for name, class_name in SNAPSHOTS.items():
        data = snapshot(name, getattr(fake_provider, class_name)())
        where = (folder or Path(__file__).parent / "data") / f"{name}-{data['version']}.json"
        where.parent.mkdir(parents=True, exist_ok=True)
        rows = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in data.items())
        where.write_text("{\n" + rows + "\n}\n", encoding="utf-8")
        yield where


def snapshot(name: str, backend: Any) -> dict[str, Any]:  # noqa: ANN401 - Qiskit has no types
    """Return the description of a machine, frozen or live, in the twins' format.

    Args:
        name: What it is called here.
        backend: An ``IBMBackend``, or a fake one of qiskit-ibm-runtime.
    """
    target, properties, settings = backend.target, backend.properties(), backend.configuration()
    entangler = next(gate for gate in _ENTANGLERS if gate in target.operation_names)
    qubits = range(target.num_qubits)
    return {
        "format": FORMAT,
        "name": name,
        "version": properties.backend_version,
        "date": f"{properties.last_update_date:%Y-%m-%d}",
        "num_qubits": target.num_qubits,
        "basis": [entangler, "rz", "sx", "x"],
        "max_shots": settings.max_shots,
        "rep_delay_ns": round(settings.default_rep_delay * 1e9),
        # control, target, error, duration in ns; error 1: the edge is out of order
        "edges": [[*pair, *_numbers(entry)] for pair, entry in sorted(target[entangler].items())],
        "sx": [_numbers(target["sx"][(qubit,)]) for qubit in qubits],
        "x": [_numbers(target["x"][(qubit,)]) for qubit in qubits],
        # error, duration in ns, P(1 read | 0 prepared), P(0 read | 1 prepared)
        "readout": [
            [
                *_numbers(target["measure"][(qubit,)]),
                *(
                    round(properties.qubit_property(qubit, key)[0], _PLACES["error"])
                    for key in ("prob_meas1_prep0", "prob_meas0_prep1")
                ),
            ]
            for qubit in qubits
        ],
        "reset_ns": [_nano(target["reset"][(qubit,)].duration) for qubit in qubits],
        "t1_us": [_micro(backend.qubit_properties(qubit).t1) for qubit in qubits],
        "t2_us": [_micro(backend.qubit_properties(qubit).t2) for qubit in qubits],
    }


def _numbers(entry: Any) -> list[float]:  # noqa: ANN401 - InstructionProperties
    # A live machine reports no error for what is out of order at the time.
    error = 1.0 if entry is None or entry.error is None else entry.error
    return [round(error, _PLACES["error"]), _nano(None if entry is None else entry.duration)]


def _nano(seconds: float | None) -> float:
    return round((seconds or 0.0) * 1e9, _PLACES["duration_ns"])


def _micro(seconds: float | None) -> float:
    return round((seconds or 0.0) * 1e6, 3)


if __name__ == "__main__":
    for file in freeze():
        print(file)  # noqa: T201 - says which file it wrote
