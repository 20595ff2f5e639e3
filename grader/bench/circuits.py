"""The circuits and exercises of the judge's benchmark: brickwork in the hardware's gates."""

import textwrap
from pathlib import Path

import numpy as np
from qiskit import QuantumCircuit

__all__ = ["brickwork", "write_exercise"]


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


_TOML = """\
id = "{name}"
version = 1
checker = "{checker}"
skills = ["synthesis"]
level = "A2"
title = {{ en = "Benchmark", ja = "ベンチマーク" }}
[answer]
kind = "circuit"
[limits]
answer_kib = 4096
[score]
points = 10
[options]
{options}
"""
_TARGETS = {
    "state": "np.load(Path(__file__).with_name('target.npy'))",
    "state-circuit": "brickwork({qubits}, {layers})",
    "unitary": "brickwork({qubits}, {layers})",
    "observable": "SparsePauliOp.from_sparse_list("
    "[('ZZ', [q, q + 1], 0.1) for q in range({qubits} - 1)] + [('X', [0], 0.1)],"
    " num_qubits={qubits})",
}
_JUDGE = """\
from pathlib import Path

import numpy as np
from qiskit.quantum_info import SparsePauliOp

from grader.bench.circuits import brickwork


def {name}():
    return {target}
"""


def write_exercise(folder: Path, kind: str, num_qubits: int, layers: int) -> None:
    """Write the exercise whose right answer is ``brickwork(num_qubits, layers)``."""
    observable = kind == "observable"
    target = _TARGETS[kind].format(qubits=num_qubits, layers=layers)
    files = {
        "exercise.toml": _TOML.format(
            name=folder.name,
            checker=kind.removesuffix("-circuit"),
            options="below = 9.9" if observable else "",
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
    if kind == "state":
        from grader.judge.program import Program
        from grader.judge.simulator import statevector

        state = statevector(Program.of(brickwork(num_qubits, layers)))
        np.save(folder / "target.npy", state)
