"""Make the frozen snapshot of a device twin anew. Needs qiskit-ibm-runtime; the judge does not.

python -m grader.devices.freeze
"""

import json
from pathlib import Path
from typing import Any

__all__ = ["freeze"]

_PLACES = {"error": 12, "duration_ns": 3}


def freeze(folder: Path | None = None) -> Path:
    """Write ``kawasaki-2.1.76.json``: edges, errors, durations and lifetimes of FakeKawasaki.

    Returns:
        The file that was written.
    """
    from qiskit_ibm_runtime.fake_provider import FakeKawasaki

    backend = FakeKawasaki()
    target = backend.target
    version = backend.properties().backend_version
    data = {
        "format": "qskills-twin/1",
        "name": "kawasaki",
        "version": version,
        "num_qubits": target.num_qubits,
        "basis": ["ecr", "rz", "sx", "x"],
        "edges": [[*pair, *_numbers(entry)] for pair, entry in sorted(target["ecr"].items())],
        "sx": [_numbers(target["sx"][(qubit,)]) for qubit in range(target.num_qubits)],
        "x": [_numbers(target["x"][(qubit,)]) for qubit in range(target.num_qubits)],
        "readout": [_numbers(target["measure"][(qubit,)]) for qubit in range(target.num_qubits)],
        "t1_us": [_micro(backend.qubit_properties(q).t1) for q in range(target.num_qubits)],
        "t2_us": [_micro(backend.qubit_properties(q).t2) for q in range(target.num_qubits)],
    }
    where = (folder or Path(__file__).parent / "data") / f"kawasaki-{version}.json"
    where.parent.mkdir(parents=True, exist_ok=True)
    rows = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in data.items())
    where.write_text("{\n" + rows + "\n}\n", encoding="utf-8")
    return where


def _numbers(entry: Any) -> list[float]:  # noqa: ANN401 - InstructionProperties
    return [
        round(entry.error, _PLACES["error"]),
        round(entry.duration * 1e9, _PLACES["duration_ns"]),
    ]


def _micro(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1e6, 3)


if __name__ == "__main__":
    print(freeze())  # noqa: T201 - says which file it wrote
