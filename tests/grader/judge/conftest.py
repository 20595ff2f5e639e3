"""Exercises made in memory, random circuits of table gates, and a judge that takes objects."""

import math

import numpy as np
import pytest
from qiskit import QuantumCircuit
from qiskit.circuit import library

from grader.answer.encode import encode
from grader.answer.schema import GATES, Caps
from grader.exercise import AnswerSpec, Basis, Exercise, Score, Text
from grader.judge.run import judge
from grader.judge.task import Task
from grader.limits import Limits

_KINDS = {"mapped": "mapped", "function": "function", "value": "list", "choice": "choice"}


def _exercise(checker, **changes):
    kind = changes.pop("kind", _KINDS.get(checker, "circuit"))
    gates = changes.pop("gates", None)
    result = "circuit" if checker == "function" else None
    limits = {"max_qubits": 127} if checker == "mapped" else {}
    mapped = Basis(gates=("ecr", "rz", "sx", "x"), coupling="device:kawasaki")
    values = {
        "id": "in-memory",
        "version": 1,
        "checker": checker,
        "skills": ("synthesis",),
        "level": "A2",
        "title": Text(en="t", ja="t"),
        "answer": AnswerSpec(kind=kind, gates=gates, result=changes.pop("result", result)),
        "limits": Limits(**{**limits, **changes.pop("limits", {})}),
        "basis": mapped
        if checker == "mapped" and "basis" not in changes
        else Basis(**changes.pop("basis", {})),
        "score": Score(points=10, **changes.pop("score", {})),
        "options": changes.pop("options", {}),
    }
    return Exercise(**values, **changes)


@pytest.fixture(scope="session")
def exercise_of():
    """Make an exercise without a folder: ``exercise_of("state", limits={"n2q": 3})``."""
    return _exercise


@pytest.fixture(scope="session")
def judged():
    """Judge an object against a target: ``judged("state", "110", circuit, n2q limits, ...)``."""

    def run(checker, target, answer, *, call=None, **changes):
        parts = ("questions", "cases", "panel", "inputs", "template")
        given = {name: changes.pop(name) for name in parts if name in changes}
        task = Task(exercise=_exercise(checker, **changes), target=target, **given)
        if call is not None:
            return judge(task, b"", call=call)
        caps = Caps(max_bytes=8 << 20, operations=200_000, max_qubits=160)
        return judge(task, encode(answer, caps=caps))

    return run


@pytest.fixture(scope="session")
def random_circuit():
    """Make a circuit of random table gates: ``random_circuit(seed, num_qubits, length)``."""

    def make(seed, num_qubits, length, *, names=None):
        rng = np.random.default_rng(seed)
        fitting = [
            (name, gate)
            for name, gate in GATES.items()
            if gate.num_qubits <= num_qubits
            and not gate.any_width
            and (name in names if names is not None else name != "id")
        ]
        circuit = QuantumCircuit(num_qubits, global_phase=float(rng.uniform(0, 6)))
        for _ in range(length):
            _, gate = fitting[rng.integers(len(fitting))]
            angles = rng.uniform(-math.pi, math.pi, gate.num_params)
            qubits = rng.choice(num_qubits, gate.num_qubits, replace=False)
            circuit.append(getattr(library, gate.class_name)(*angles), qubits.tolist())
        return circuit

    return make


@pytest.fixture(scope="session")
def rewritten():
    """Return a circuit that is equal by construction, up to a global phase."""

    def rewrite(circuit, seed):
        rng = np.random.default_rng(seed)
        done = QuantumCircuit(circuit.num_qubits, global_phase=float(rng.uniform(0, 6)))
        for item in circuit.data:
            qubits = [circuit.find_bit(bit).index for bit in item.qubits]
            _pad(done, rng)
            other = _OTHER.get(item.operation.name, ())
            if other and rng.random() < 0.8:
                for name, *places in other[rng.integers(len(other))]:
                    getattr(done, name)(*(qubits[place] for place in places))
            else:
                done.append(item.operation, qubits)
        _pad(done, rng)
        return done

    return rewrite


# Other ways to the same gate, up to a global phase: name and local qubits.
_OTHER = {
    "cx": (
        (("h", 1), ("cz", 0, 1), ("h", 1)),
        (("h", 0), ("h", 1), ("cx", 1, 0), ("h", 0), ("h", 1)),
        (("s", 1), ("cy", 0, 1), ("sdg", 1)),
    ),
    "x": ((("h", 0), ("z", 0), ("h", 0)), (("sx", 0), ("sx", 0))),
    "swap": ((("cx", 0, 1), ("cx", 1, 0), ("cx", 0, 1)),),
    "s": ((("t", 0), ("t", 0)),),
    "h": ((("s", 0), ("sx", 0), ("s", 0)),),
}


def _pad(done, rng):
    """Insert a pair that cancels."""
    qubit = int(rng.integers(done.num_qubits))
    angle = float(rng.uniform(-3, 3))
    kind = rng.integers(3)
    if kind == 0:
        done.rz(angle, qubit)
        done.rz(-angle, qubit)
    elif kind == 1:
        done.h(qubit)
        done.h(qubit)
    elif done.num_qubits > 1:
        other = (qubit + 1) % done.num_qubits
        done.cx(qubit, other)
        done.cx(qubit, other)
