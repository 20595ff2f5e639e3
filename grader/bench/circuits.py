"""The circuits and exercises of the judge's benchmark: brickwork in the hardware's gates."""

import textwrap
from pathlib import Path
from typing import Any

import numpy as np
from qiskit import QuantumCircuit

from grader.devices.twins import twin
from grader.judge.program import Program
from grader.judge.simulator import statevector

__all__ = ["answer_of", "brickwork", "line_of", "native_brickwork", "write_exercise"]


def brickwork(num_qubits: int, layers: int) -> QuantumCircuit:
    """Return layers of one-qubit rotations (``rz sx rz``) and ``cx`` between neighbours."""
    rng = np.random.default_rng(num_qubits)
    circuit = QuantumCircuit(num_qubits)
    for layer in range(layers):
        for qubit in range(num_qubits):
            circuit.rz(float(rng.uniform(-3, 3)), qubit)
            circuit.sx(qubit)
            circuit.rz(float(rng.uniform(-3, 3)), qubit)
        for qubit in range(layer % 2, num_qubits - 1, 2):
            circuit.cx(qubit, qubit + 1)
    return circuit


def line_of(num_qubits: int) -> list[int]:
    """Return neighbouring qubits of the twin `kawasaki`, by a search without return."""
    edges = twin("kawasaki").edges
    neighbours: dict[int, list[int]] = {}
    for one, two in edges:
        neighbours.setdefault(one, []).append(two)
        neighbours.setdefault(two, []).append(one)

    def extended(path: list[int]) -> list[int] | None:
        if len(path) == num_qubits:
            return path
        for there in sorted(set(neighbours[path[-1]]) - set(path)):
            found = extended([*path, there])
            if found is not None:
                return found
        return None

    starts = (extended([first]) for first in sorted(neighbours))
    return next(path for path in starts if path is not None)


def native_brickwork(num_qubits: int, layers: int) -> QuantumCircuit:
    """Return brickwork with ``ecr`` in the directions that the line on `kawasaki` has."""
    line, edges = line_of(num_qubits), twin("kawasaki").edges
    plain = brickwork(num_qubits, layers)
    circuit = QuantumCircuit(num_qubits)
    for item in plain.data:
        places = [plain.find_bit(bit).index for bit in item.qubits]
        if len(places) == 1:
            circuit.append(item.operation, places)
        else:
            forward = (line[places[0]], line[places[1]]) in edges
            circuit.ecr(*(places if forward else places[::-1]))
    return circuit


_TOML = """\
id = "{name}"
version = 1
checker = "{checker}"
skills = ["synthesis"]
level = "A2"
title = {{ en = "Benchmark", ja = "ベンチマーク" }}
[answer]
kind = "{answer}"
[limits]
answer_kib = 4096
max_qubits = 127
{basis}
[score]
points = 10
[options]
{options}
"""
_TARGETS = {
    "state": "np.load(Path(__file__).with_name('target.npy'))",
    "state-circuit": "brickwork({qubits}, {layers})",
    "unitary": "brickwork({qubits}, {layers})",
    "mapped": "np.load(Path(__file__).with_name('target.npy'))",
    "distribution": "dict(zip(('00', '01', '10', '11'), "
    "np.load(Path(__file__).with_name('target.npy')).tolist()))",
    "observable": "SparsePauliOp.from_sparse_list("
    "[('ZZ', [q, q + 1], 0.1) for q in range({qubits} - 1)] + [('X', [0], 0.1)],"
    " num_qubits={qubits})",
}
_JUDGE = """\
from pathlib import Path
from typing import Any

import numpy as np
from qiskit.quantum_info import SparsePauliOp

from grader.bench.circuits import brickwork


def {name}():
    return {target}
"""


_OPTIONS = {"observable": "below = 9.9", "distribution": "measured = [0, 1]"}
_DEVICE = """[basis]
gates = ["ecr", "rz", "sx", "x"]
coupling = "device:kawasaki"
"""


def answer_of(kind: str, num_qubits: int, layers: int) -> tuple[Any, QuantumCircuit]:
    """Return the right answer to an exercise, and the circuit that a bare simulation runs."""
    if kind != "mapped":
        circuit = brickwork(num_qubits, layers)
        return circuit, circuit
    narrow, line = native_brickwork(num_qubits, layers), line_of(num_qubits)
    wide = QuantumCircuit(twin("kawasaki").num_qubits)
    wide.compose(narrow, line, inplace=True)
    return (wide, line, line), narrow


def write_exercise(folder: Path, kind: str, num_qubits: int, layers: int) -> None:
    """Write the exercise that `answer_of` answers."""
    observable, mapped = kind == "observable", kind == "mapped"
    target = _TARGETS[kind].format(qubits=num_qubits, layers=layers)
    files = {
        "exercise.toml": _TOML.format(
            name=folder.name,
            checker=kind.removesuffix("-circuit"),
            answer="mapped" if mapped else "circuit",
            basis=_DEVICE if mapped else "",
            options=_OPTIONS.get(kind, ""),
        ),
        "judge.py": _JUDGE.format(name="operator" if observable else "target", target=target),
        "exercise.py": "### BEGIN SOLUTION\n### END SOLUTION\n",
        "statement.en.md": "Benchmark.\n",
        "statement.ja.md": "ベンチマーク\n",
        **{f"submissions/accepted/{number}.py": "# reason: accepted\n" for number in "ab"},
        **{f"submissions/wrong_answer/{number}.py": "# reason: fidelity\n" for number in "abc"},
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(textwrap.dedent(text), encoding="utf-8")
    if kind in ("state", "mapped", "distribution"):
        state = statevector(Program.of(answer_of(kind, num_qubits, layers)[1]))
        weights = (abs(state) ** 2).reshape(-1, 4).sum(axis=0)
        np.save(folder / "target.npy", weights if kind == "distribution" else state)
