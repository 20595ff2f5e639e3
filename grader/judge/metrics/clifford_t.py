"""What a gate becomes in the fault-tolerant basis, Clifford gates and T.

Each gate alone is brought by Qiskit's level-0 translation to Clifford gates, ``t`` and ``rz``,
once per gate with symbolic angles: each ``rz`` then turns by a sum of multiples of the angles.
``rz`` by a multiple of π/4 is exact: one T for an odd multiple, none for an even one, up to a
global phase. By any other angle the gate has no exact form, and the form of the answer is wrong.
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import Gate, ParameterExpression, ParameterVector

from grader.answer.schema import GATES, gate_class
from grader.judge.program import library_gate

__all__ = ["Exact", "exact", "is_fault_tolerant"]

ANGLE_TOLERANCE = 1e-8
"""Radians by which an angle may miss a multiple of π/4."""
_STEP = math.pi / 4
_GATES = ("h", "s", "sdg", "t", "tdg", "x", "y", "z", "cx")
# Gates of `_GATES` that a turn by k times π/4 needs, k from 0 to 7: s t = rz(3π/4) and so on.
_LENGTHS = (0, 1, 1, 2, 1, 2, 1, 1)
_SX_LENGTH = 3  # h s h


@dataclass(frozen=True, slots=True)
class Exact:
    """One gate in Clifford gates and T.

    Attributes:
        one_qubit: Number of one-qubit gates.
        t_gates: Of those, T and its inverse.
        pairs: Local qubits of the two-qubit gates, in order.
        odd_angle: An angle, radians, that is no multiple of π/4; ``None`` where all are.
    """

    one_qubit: int
    t_gates: int
    pairs: tuple[tuple[int, int], ...]
    odd_angle: float | None = None


@dataclass(frozen=True, slots=True)
class _Shape:
    """A gate with symbolic angles: fixed gates, and the turns ``turns @ (1, *angles)``."""

    one_qubit: int
    t_gates: int
    pairs: tuple[tuple[int, int], ...]
    turns: np.ndarray


def is_fault_tolerant(gates: tuple[str, ...]) -> bool:
    """Whether a basis is one of Clifford gates and T, without free angles."""
    return "t" in gates and not {"rz", "p", "u"}.intersection(gates)


def exact(name: str, num_qubits: int, params: tuple[float, ...]) -> Exact:
    """Return what a gate of the table becomes."""
    shape = _shape(name, num_qubits)
    turns = shape.turns @ np.array([1.0, *params])
    steps = np.rint(turns / _STEP)
    off = np.abs(turns - steps * _STEP) > ANGLE_TOLERANCE
    if off.any():
        return Exact(0, 0, shape.pairs, float(turns[int(np.argmax(off))]))
    eighths = [int(step) % 8 for step in steps]
    return Exact(
        shape.one_qubit + sum(_LENGTHS[eighth] for eighth in eighths),
        shape.t_gates + sum(eighth % 2 for eighth in eighths),
        shape.pairs,
    )


@cache
def _shape(name: str, num_qubits: int) -> _Shape:
    if name in _GATES:
        where = ((0, 1),) if name == "cx" else ()
        return _Shape(num_qubits % 2, name in ("t", "tdg"), where, np.zeros((0, 1)))
    count = GATES[name].num_params
    if name in ("rz", "p"):
        return _Shape(0, 0, (), np.array([[0.0, 1.0]]))
    from qiskit import transpile

    angles = ParameterVector("a", count)
    alone = QuantumCircuit(num_qubits)
    alone.append(_with_angles(name, num_qubits, angles), range(num_qubits))
    done = transpile(
        alone, basis_gates=[*_GATES, "sx", "rz"], optimization_level=0, seed_transpiler=0
    )
    one_qubit = t_gates = 0
    pairs: list[tuple[int, int]] = []
    turns: list[list[float]] = []
    for item in done.data:
        places = [done.find_bit(bit).index for bit in item.qubits]
        if len(places) == 2:
            pairs.append((places[0], places[1]))
        elif item.operation.name == "rz":
            turns.append(_coefficients(item.operation.params[0], angles))
        else:
            one_qubit += _SX_LENGTH if item.operation.name == "sx" else 1
            t_gates += item.operation.name in ("t", "tdg")
    table = np.array(turns, dtype=float).reshape(len(turns), count + 1)
    return _Shape(one_qubit, t_gates, tuple(pairs), table)


def _with_angles(name: str, num_qubits: int, angles: ParameterVector) -> Gate:
    if not len(angles):
        return library_gate(name, (), num_qubits)
    width = (num_qubits - 1,) if GATES[name].any_width else ()
    return gate_class(name)(*angles, *width)


def _coefficients(turn: ParameterExpression | float, angles: ParameterVector) -> list[float]:
    """Return constant and factors of an angle that is linear in `angles`."""
    if not isinstance(turn, ParameterExpression):
        return [float(turn), *(0.0 for _ in angles)]
    start = float(turn.bind(dict.fromkeys(turn.parameters, 0.0)))
    row = [start]
    for angle in angles:
        values = {known: float(known == angle) for known in turn.parameters}
        row.append(float(turn.bind(values)) - start)
    return row
