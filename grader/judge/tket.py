"""A second compiler for the baselines: pytket, from the judge's own list of gates and back.

Circuits enter and leave as gates of `cx`, `rz`, `sx`, `x` (leaving: the exercise's two-qubit
gate), never as objects of a third format, so that what is judged is what pytket made. Angles
are half turns there and radians here; the global phase is carried along.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

from qiskit import QuantumCircuit

from grader.devices.twins import Twin
from grader.judge.program import Op, Program

__all__ = ["INPUT", "LABEL", "compiled", "mapped"]

INPUT = ("cx", "rz", "sx", "x")
"""Gates that a circuit may hold on entry."""
LABEL = f"pytket {version('pytket')}, FullPeepholeOptimise"
_ENTANGLERS = {"cx": "CX", "cz": "CZ", "ecr": "ECR"}
_HALF = 0.5
_H = (("rz", _HALF), ("sx", 0.0), ("rz", _HALF))
# cx by the two-qubit gate of a device: gates before it on control and target, gates after it.
_NATIVE: Mapping[str, Any] = {
    "cz": (((), _H), ((), _H)),
    "ecr": (
        ((("rz", -_HALF),), (("rz", -1.0), ("sx", 0.0), ("rz", -1.0))),
        ((("x", 0.0),), ()),
    ),
    # Where an edge has the direction from target to control only.
    "ecr backwards": (
        ((("sx", 0.0), ("rz", -_HALF)), (("rz", -_HALF), ("sx", 0.0), ("rz", -1.0))),
        ((("rz", -_HALF), ("sx", 0.0), ("rz", _HALF)), _H),
    ),
}


def compiled(program: Program, gates: Sequence[str]) -> QuantumCircuit | None:
    """Optimise a circuit where every pair of qubits may meet.

    Args:
        program: Gates of `INPUT` only.
        gates: The basis; ``None`` comes back where pytket cannot end in it.
    """
    entangler = next((name for name in gates if name in _ENTANGLERS), None)
    if entangler is None or not {"rz", "sx", "x"} <= set(gates):
        return None
    from pytket.passes import FullPeepholeOptimise

    circuit = _taken(program)
    FullPeepholeOptimise(allow_swaps=False).apply(circuit)
    _rebase(entangler).apply(circuit)
    _squash().apply(circuit)
    return _given(circuit, program.num_qubits)


def mapped(program: Program, device: Twin) -> tuple[QuantumCircuit, list[int], list[int]]:
    """Optimise a circuit, place and route it on a device.

    Placement takes the errors of the snapshot into account; faulty edges are unknown to pytket.

    Returns:
        The circuit on all qubits of the device, and the layouts at its start and end.
    """
    from pytket.architecture import Architecture
    from pytket.circuit import Node
    from pytket.passes import DecomposeSwapsToCXs, FullPeepholeOptimise, PlacementPass, RoutingPass
    from pytket.placement import NoiseAwarePlacement
    from pytket.predicates import CompilationUnit

    edges = Architecture([(Node(one), Node(two)) for one, two in device.edges])
    nodes = {Node(qubit): error for qubit, error in enumerate(device.sx_errors)}
    errors = {**{edge[::-1]: error for edge, error in device.errors.items()}, **device.errors}
    links = {(Node(a), Node(b)): error for (a, b), error in errors.items()}
    circuit = _taken(program)
    FullPeepholeOptimise(allow_swaps=False).apply(circuit)
    unit = CompilationUnit(circuit)
    PlacementPass(NoiseAwarePlacement(edges, nodes, links)).apply(unit)
    RoutingPass(edges).apply(unit)
    DecomposeSwapsToCXs(edges).apply(unit)
    _rebase("cx").apply(unit)
    _squash().apply(unit)
    native = _native(unit.circuit, device)
    _squash().apply(native)
    layouts = [
        [places[qubit].index[0] for qubit in circuit.qubits]
        for places in (unit.initial_map, unit.final_map)
    ]
    return _given(native, device.num_qubits), layouts[0], layouts[1]


def _taken(program: Program) -> Any:  # noqa: ANN401 - a pytket circuit
    from pytket import Circuit

    circuit = Circuit(program.num_qubits)
    for op in program.ops:
        _add(circuit, op.name, op.params[0] / math.pi if op.params else 0.0, op.qubits)
    circuit.add_phase(program.global_phase / math.pi)
    return circuit


def _add(circuit: Any, name: str, half_turns: float, qubits: Sequence[Any]) -> None:  # noqa: ANN401
    types = _types()
    if name == "rz":
        circuit.add_gate(types[name], half_turns, qubits)
    else:
        circuit.add_gate(types[name], qubits)


@cache
def _types() -> Mapping[str, Any]:
    from pytket import OpType

    return {
        "rz": OpType.Rz, "sx": OpType.SX, "x": OpType.X,
        **{name: getattr(OpType, row) for name, row in _ENTANGLERS.items()},
    }  # fmt: skip


def _rebase(entangler: str) -> Any:  # noqa: ANN401 - a pytket pass
    from pytket.passes import AutoRebase

    types = _types()
    return AutoRebase({types[entangler], types["rz"], types["sx"], types["x"]})


def _squash() -> Any:  # noqa: ANN401 - a pytket pass
    from pytket.passes import AutoSquash, RemoveRedundancies, SequencePass

    types = _types()
    return SequencePass([AutoSquash({types["rz"], types["sx"], types["x"]}), RemoveRedundancies()])


def _native(circuit: Any, device: Twin) -> Any:  # noqa: ANN401 - pytket circuits
    """Return the routed circuit with each cx made of the gate that its edge has."""
    from pytket import Circuit

    done = Circuit()
    for qubit in circuit.qubits:
        done.add_qubit(qubit)
    done.add_phase(circuit.phase)
    for command in circuit.get_commands():
        qubits = command.qubits
        if len(qubits) == 1:
            done.add_gate(command.op, qubits)
            continue
        control, target = qubits
        forward = (control.index[0], target.index[0]) in device.edges
        before, after = _NATIVE[device.entangler + ("" if forward else " backwards")]
        _add_each(done, before, qubits)
        _add(done, device.entangler, 0.0, qubits if forward else qubits[::-1])
        _add_each(done, after, qubits)
    return done


def _add_each(circuit: Any, rows: Any, qubits: Sequence[Any]) -> None:  # noqa: ANN401
    for row, qubit in zip(rows, qubits, strict=True):
        for name, half_turns in row:
            _add(circuit, name, half_turns, [qubit])


def _given(circuit: Any, num_qubits: int) -> QuantumCircuit:  # noqa: ANN401 - a pytket circuit
    names = {kind: name for name, kind in _types().items()}
    ops = [
        Op(
            names[command.op.type],
            tuple(float(angle) * math.pi for angle in command.op.params),
            tuple(qubit.index[0] for qubit in command.qubits),
        )
        for command in circuit.get_commands()
    ]
    return Program(num_qubits, tuple(ops), float(circuit.phase) * math.pi).circuit()
