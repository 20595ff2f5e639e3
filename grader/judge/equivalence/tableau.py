"""Clifford circuits of any size, by their tableaux."""

import math

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import Clifford, StabilizerState

from grader.judge.program import Op, Program

__all__ = ["same_state", "same_unitary", "to_clifford", "with_references"]

_PLAIN = frozenset(
    {*("id", "x", "y", "z", "h", "s", "sdg", "sx", "sxdg"), *("cx", "cy", "cz", "swap")}
    | {"iswap", "dcx", "ecr"}
)
_TURN = {"rz": "z", "p": "z", "rx": "x", "ry": "y", "rzz": "zz", "rxx": "xx", "ryy": "yy"}
# A quarter turn is a Clifford gate only if the angle is exact; anything coarser would let a
# small wrong angle pass on circuits too wide to simulate.
_EXACT = 1e-9


def same_unitary(
    observed: Program, expected: Program, *, policy: str = "global", clean: int = 0
) -> bool | None:
    """Compare two programs up to a global phase; ``None`` if one is not Clifford.

    Args:
        observed: The answer.
        expected: The target, of the same width.
        policy: ``"relative"`` compares up to a diagonal of phases on the output; any other
            value up to a global phase (which a tableau does not hold).
        clean: The last qubits start in 0.
    """
    one, two = to_clifford(observed), to_clifford(expected)
    if one is None or two is None:
        return None
    if policy == "relative":
        # The answer is a diagonal times the target: what remains keeps every Z as it is.
        return None if clean else _is_diagonal(two.adjoint().compose(one))
    if clean:
        return same_state(with_references(observed, clean), with_references(expected, clean))
    return bool(one == two)


def _is_diagonal(rest: Clifford) -> bool:
    size = rest.num_qubits
    identity = np.eye(size, dtype=bool)
    return bool(
        not rest.stab_x.any() and (rest.stab_z == identity).all() and not rest.stab_phase.any()
    )


def with_references(program: Program, clean: int) -> Program:
    """Return the program on halves of Bell pairs: equal states mean equal columns."""
    inputs = program.num_qubits - clean
    pairs = [(program.num_qubits + qubit, qubit) for qubit in range(inputs)]
    bell = [op for pair in pairs for op in (Op("h", (), pair[:1]), Op("cx", (), pair))]
    return Program(program.num_qubits + inputs, (*bell, *program.ops))


def same_state(observed: Program, expected: Program) -> bool | None:
    """Compare the states prepared from 0; ``None`` if one program is not Clifford."""
    one, two = to_clifford(observed), to_clifford(expected)
    if one is None or two is None:
        return None
    return bool(StabilizerState(one).equiv(StabilizerState(two)))


def to_clifford(program: Program) -> Clifford | None:
    """Return the tableau of a program, or ``None`` if it holds a gate that is not Clifford."""
    circuit = QuantumCircuit(program.num_qubits)
    for op in program.ops:
        steps = _steps(op)
        if steps is None:
            return None
        for name, qubits in steps:
            getattr(circuit, name)(*qubits)
    return Clifford(circuit)


Steps = list[tuple[str, tuple[int, ...]]]


def _steps(op: Op) -> Steps | None:
    """Return the operation as plain Clifford gates, up to a global phase."""
    if op.name in _PLAIN:
        return [(op.name, op.qubits)]
    if op.name in _TURN:
        turns = _quarters(op.params[0])
        return None if turns is None else _turn(_TURN[op.name], turns, op.qubits)
    if op.name == "u":
        return _euler(op)
    if op.name == "cp":
        turns = _quarters(op.params[0])
        return {0: [], 2: [("cz", op.qubits)]}.get(-1 if turns is None else turns)
    return None


def _quarters(angle: float) -> int | None:
    turns = angle / (math.pi / 2)
    nearest = round(turns)
    return nearest % 4 if abs(turns - nearest) <= _EXACT else None


def _turn(axis: str, turns: int, qubits: tuple[int, ...]) -> Steps:
    about_z = [[], ["s"], ["z"], ["sdg"]][turns]
    if len(axis) == 2:
        one, two = qubits
        frame = {"z": [], "x": ["h"], "y": ["sdg", "h"]}[axis[0]]
        undo = {"z": [], "x": ["h"], "y": ["h", "s"]}[axis[0]]
        into: Steps = [(name, (qubit,)) for qubit in qubits for name in frame]
        back: Steps = [(name, (qubit,)) for qubit in qubits for name in undo]
        middle: Steps = [(name, (two,)) for name in about_z]
        return [*into, ("cx", (one, two)), *middle, ("cx", (one, two)), *back]
    names = {
        "z": about_z,
        "x": [[], ["sx"], ["x"], ["sxdg"]][turns],
        "y": [[], ["z", "h"], ["y"], ["h", "z"]][turns],
    }[axis]
    return [(name, qubits) for name in names]


def _euler(op: Op) -> Steps | None:
    theta, phi, lam = map(_quarters, op.params)
    if theta is None or phi is None or lam is None:
        return None
    return [
        *_turn("z", lam, op.qubits),
        *_turn("y", theta, op.qubits),
        *_turn("z", phi, op.qubits),
    ]
