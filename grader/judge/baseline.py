"""What two compilers reach on an exercise: rows beside the learners'.

Qiskit at levels 0 and 3, and pytket, whose circuits start from Qiskit's plain translation. The
reference solution is a baseline as well; the pipeline runs it like any submission.
"""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import numpy as np
import rustworkx as rx
from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import UnitaryGate

from grader.answer.encode import encode
from grader.devices.twins import Twin, twin
from grader.exercise import Exercise
from grader.judge import tket
from grader.judge.program import Program
from grader.judge.targets import Target, state_target, unitary_target
from grader.judge.task import Task
from grader.judge.wire import caps_of

__all__ = ["LEVELS", "baselines"]

LEVELS = (0, 3)
_SEED = 0


def baselines(task: Task) -> list[tuple[str, str, bytes]]:
    """Return ``(kind, label, answer)`` of each baseline that can be made from the target.

    Only states and unitaries have one: Qiskit synthesises the target itself, and transpiles it
    to the exercise's basis (for `mapped`, to the device) with a fixed seed.
    """
    exercise = task.exercise
    if exercise.checker not in ("state", "unitary", "mapped"):
        return []
    if exercise.options.get("dynamic") or exercise.options.get("on") is not None:
        return []  # the target is what a part of a wider circuit does
    circuit = task.textbook or _textbook(exercise, task.target)
    made = _mapped(exercise, circuit) if exercise.checker == "mapped" else _plain(exercise, circuit)
    name = f"Qiskit {version('qiskit')}"
    rows: list[tuple[str, str, Any]] = [
        (f"qiskit-{level}", f"{name}, optimization_level={level}", answer) for level, answer in made
    ]
    second = _second(exercise, circuit)
    if second is not None:
        rows.append(("pytket", tket.LABEL, second))
    caps = caps_of(exercise.limits)
    return [(kind, label, encode(answer, caps=caps)) for kind, label, answer in rows]


def _second(exercise: Exercise, circuit: QuantumCircuit) -> Any | None:  # noqa: ANN401
    """Return pytket's answer, or ``None`` where a coupling or a basis is out of its reach."""
    plain = transpile(
        circuit,
        basis_gates=list(tket.INPUT),
        initial_layout=list(range(circuit.num_qubits)),
        optimization_level=0,
        seed_transpiler=_SEED,
    )
    program = Program.of(plain)
    if exercise.checker == "mapped":
        return tket.mapped(program, twin(exercise.options.get("twin", "kawasaki")))
    if exercise.basis.coupling != "all":
        return None
    return tket.compiled(program, exercise.basis.gates)


def _textbook(exercise: Exercise, expected: object) -> QuantumCircuit:
    unitary = exercise.checker == "unitary" or exercise.options.get("of") == "unitary"
    target = unitary_target(expected) if unitary else state_target(expected)
    extra = int(exercise.options.get("ancillas", 0)) if exercise.checker != "mapped" else 0
    if exercise.options.get("policy") == "iso":
        extra = 0
    circuit = QuantumCircuit(target.num_qubits + extra)
    if target.program is not None:
        circuit.compose(target.program.circuit(), range(target.num_qubits), inplace=True)
    elif unitary:
        circuit.append(UnitaryGate(_square(target)), range(target.num_qubits))
    else:
        circuit.prepare_state(target.dense, range(target.num_qubits))
    return circuit


def _square(target: Target) -> np.ndarray:
    matrix = target.dense
    assert matrix is not None  # noqa: S101 - a target without a program is dense
    missing = matrix.shape[0] - matrix.shape[1]
    if not missing:
        return matrix
    # The columns of an isometry, completed to a basis.
    rest = np.linalg.svd(np.eye(len(matrix)) - matrix @ matrix.conj().T)[0][:, :missing]
    return np.hstack([matrix, rest])


def _plain(exercise: Exercise, circuit: QuantumCircuit) -> Iterator[tuple[int, QuantumCircuit]]:
    for level in LEVELS:
        yield (
            level,
            transpile(
                circuit,
                basis_gates=list(exercise.basis.gates),
                coupling_map=_coupling(exercise, circuit.num_qubits),
                initial_layout=list(range(circuit.num_qubits)),
                optimization_level=level,
                seed_transpiler=_SEED,
            ),
        )


def _coupling(exercise: Exercise, num_qubits: int) -> list[list[int]] | None:
    from grader.judge.form import connected

    if exercise.basis.coupling == "all":
        return None
    return [
        list(pair)
        for low in range(num_qubits)
        for high in range(low + 1, num_qubits)
        if connected(exercise.basis.coupling, low, high, num_qubits)
        for pair in ((low, high), (high, low))
    ]


def _mapped(
    exercise: Exercise, circuit: QuantumCircuit
) -> Iterator[tuple[int, tuple[QuantumCircuit, list[int], list[int]]]]:
    device = twin(exercise.options.get("twin", "kawasaki"))
    for level in LEVELS:
        # Level 0 takes qubits in the order of their numbers, across faulty edges: give it as
        # many that hang together.
        layout = _together(device, circuit.num_qubits) if level == 0 else None
        done = transpile(
            circuit,
            target=device.target,
            initial_layout=layout,
            optimization_level=level,
            seed_transpiler=_SEED,
        )
        yield level, (done, done.layout.initial_index_layout(filter_ancillas=True),
                      done.layout.final_index_layout())  # fmt: skip


def _together(device: Twin, count: int) -> list[int]:
    """Return `count` connected qubits of the largest connected part, lowest numbers first."""
    graph = rx.PyGraph()
    graph.add_nodes_from(range(device.num_qubits))
    graph.add_edges_from_no_data(list(device.edges))
    parts: list[set[int]] = rx.connected_components(graph)
    largest: set[int] = max(parts, key=len)
    start = min(largest)
    below = rx.bfs_successors(graph.to_directed(), start)
    near = dict.fromkeys([start, *(child for _, children in below for child in children)])
    return list(near)[:count]
