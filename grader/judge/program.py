"""A circuit as the judge sees it: a flat list of named gates on numbered qubits.

Every judgement reads a decoded circuit exactly once, into this form. Simulation, metrics and
legality look at nothing else, so no attribute of a Qiskit object can tell two of them different
stories.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from qiskit.circuit import Gate, QuantumCircuit, library

from grader.answer.schema import GATES
from grader.errors import CheckerFailed

__all__ = ["Matrix", "Op", "Program", "gate_matrix", "library_gate"]

Matrix = npt.NDArray[np.complex128]


class Op(NamedTuple):
    """One operation: name of the wire's table, angles, qubits (little-endian for its matrix)."""

    name: str
    params: tuple[float, ...]
    qubits: tuple[int, ...]

    @property
    def unitary(self) -> bool:
        """Whether it is a gate of the table (not a measurement, reset or condition)."""
        return self.name in GATES


@dataclass(frozen=True, slots=True)
class Program:
    """A circuit. Barriers are left out; they mean nothing to the judge.

    Attributes:
        num_qubits: Width.
        ops: Operations in order.
        global_phase: Radians.
    """

    num_qubits: int
    ops: tuple[Op, ...]
    global_phase: float = 0.0

    @classmethod
    def of(cls, circuit: QuantumCircuit) -> "Program":
        """Read a circuit that the decoder or an exercise's judge.py built."""
        index = {bit: number for number, bit in enumerate(circuit.qubits)}
        names = _names()
        ops = []
        for item in circuit.data:
            operation = item.operation
            name = names.get(operation.base_class, operation.name)
            if name == "barrier":
                continue
            params = tuple(map(float, operation.params)) if name in GATES else ()
            ops.append(Op(name, params, tuple(index[bit] for bit in item.qubits)))
        return cls(circuit.num_qubits, tuple(ops), float(circuit.global_phase))

    def circuit(self) -> QuantumCircuit:
        """Return a Qiskit circuit of fresh library gates.

        Raises:
            CheckerFailed: If an operation is no gate of the table.
        """
        circuit = QuantumCircuit(self.num_qubits, global_phase=self.global_phase)
        for op in self.ops:
            circuit.append(library_gate(op.name, op.params, len(op.qubits)), op.qubits)
        return circuit

    @property
    def touched(self) -> frozenset[int]:
        """Qubits on which some operation acts."""
        return frozenset(qubit for op in self.ops for qubit in op.qubits)

    def mapped(self, places: Mapping[int, int], num_qubits: int) -> "Program":
        """Return the program with qubit `q` moved to ``places[q]`` in a register of that width."""
        ops = tuple(
            Op(op.name, op.params, tuple(places[qubit] for qubit in op.qubits)) for op in self.ops
        )
        return Program(num_qubits, ops, self.global_phase)

    def followed_by(self, other: "Program") -> "Program":
        """Return this program and then the other, on the same qubits."""
        return Program(
            self.num_qubits, self.ops + other.ops, self.global_phase + other.global_phase
        )

    def inverse(self) -> "Program":
        """Return the inverse program."""
        inverted = Program.of(self.circuit().inverse())
        return expanded(inverted)


def expanded(program: Program) -> Program:
    """Return the program with operations outside the table replaced by their definition.

    Only for circuits of ours (targets and their inverses), never for a learner's.

    Raises:
        CheckerFailed: If an operation has no definition.
    """
    if all(op.unitary for op in program.ops):
        return program
    raise CheckerFailed(
        "a target uses "
        + ", ".join(sorted({op.name for op in program.ops if not op.unitary}))
        + ", which is not in the gate table; build it of standard gates"
    )


@cache
def _names() -> Mapping[type, str]:
    return {getattr(library, gate.class_name): name for name, gate in GATES.items()}


@lru_cache(maxsize=4096)
def library_gate(name: str, params: tuple[float, ...], num_qubits: int) -> Gate:
    """Return a library gate by its name in the table.

    Raises:
        CheckerFailed: If the table has no such gate.
    """
    if name not in GATES:
        raise CheckerFailed(f"{name!r} is not a gate of the table")
    row = GATES[name]
    make = getattr(library, row.class_name)
    if not row.any_width:
        return make(*params)
    if name == "qft":
        return make(num_qubits)
    return make(*params, num_qubits - 1)


@lru_cache(maxsize=4096)
def gate_matrix(name: str, params: tuple[float, ...], num_qubits: int) -> Matrix:
    """Return the matrix of a gate of at most a few qubits, little-endian."""
    gate = library_gate(name, params, num_qubits)
    if name == "qft":
        return _fourier(num_qubits)
    return np.asarray(gate.to_matrix(), dtype=complex)


def _fourier(num_qubits: int) -> Matrix:
    size = 1 << num_qubits
    powers = np.outer(np.arange(size), np.arange(size)) % size
    matrix: Matrix = np.exp(2j * math.pi * powers / size) / math.sqrt(size)
    return matrix
