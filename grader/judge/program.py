"""A circuit as the judge sees it: a flat list of named gates on numbered qubits.

Every judgement reads a decoded circuit exactly once, into this form. Simulation, metrics and
legality look at nothing else, so no attribute of a Qiskit object can tell two of them different
stories.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from qiskit.circuit import ControlFlowOp, Gate, IfElseOp, QuantumCircuit, library

from grader.answer.schema import GATES
from grader.errors import CheckerFailed

__all__ = ["Matrix", "Op", "Program", "gate_matrix", "library_gate"]

Matrix = npt.NDArray[np.complex128]


class Op(NamedTuple):
    """One operation: name of the wire's table, angles, qubits (little-endian for its matrix).

    The rest belongs to the dynamic ones. ``measure`` writes the one bit in `clbits`; ``if``
    reads `clbits` (least significant first), and runs the first of its two `blocks` where
    they hold `value`, the second where not.
    """

    name: str
    params: tuple[float, ...]
    qubits: tuple[int, ...]
    clbits: tuple[int, ...] = ()
    value: int = 0
    blocks: tuple[tuple["Op", ...], ...] = ()

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
        num_clbits: Classical bits.
    """

    num_qubits: int
    ops: tuple[Op, ...]
    global_phase: float = 0.0
    num_clbits: int = 0

    @classmethod
    def of(cls, circuit: QuantumCircuit) -> "Program":
        """Read a circuit that the decoder or an exercise's judge.py built."""
        qubits = {bit: number for number, bit in enumerate(circuit.qubits)}
        clbits = {bit: number for number, bit in enumerate(circuit.clbits)}
        ops = tuple(_read(circuit, qubits, clbits))
        return cls(circuit.num_qubits, ops, float(circuit.global_phase), circuit.num_clbits)

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

    @property
    def widths(self) -> dict[int, int]:
        """Number of gates by the number of their qubits."""
        return Counter(len(op.qubits) for op in self.ops)

    def mapped(self, places: Mapping[int, int], num_qubits: int) -> "Program":
        """Return the program with qubit `q` moved to ``places[q]`` in a register of that width."""
        ops = tuple(_moved(op, places) for op in self.ops)
        return Program(num_qubits, ops, self.global_phase, self.num_clbits)

    def followed_by(self, other: "Program") -> "Program":
        """Return this program and then the other, on the same qubits."""
        phase = self.global_phase + other.global_phase
        clbits = max(self.num_clbits, other.num_clbits)
        return Program(self.num_qubits, self.ops + other.ops, phase, clbits)

    @property
    def every(self) -> Iterator[Op]:
        """All operations in order, those inside conditional blocks after their ``if``."""
        return _every(self.ops)

    @property
    def gates(self) -> "Program":
        """The gates alone, for metrics: those of *both* branches of a condition count."""
        gates = tuple(op for op in self.every if op.unitary)
        return Program(self.num_qubits, gates, self.global_phase)

    def inverse(self) -> "Program":
        """Return the inverse program."""
        inverted = Program.of(self.circuit().inverse())
        return expanded(inverted)


def _every(ops: Iterable[Op]) -> Iterator[Op]:
    for op in ops:
        yield op
        for block in op.blocks:
            yield from _every(block)


def _moved(op: Op, places: Mapping[int, int]) -> Op:
    qubits = tuple(places[qubit] for qubit in op.qubits)
    blocks = tuple(tuple(_moved(inner, places) for inner in block) for block in op.blocks)
    return op._replace(qubits=qubits, blocks=blocks)


def _read(
    circuit: QuantumCircuit, qubits: Mapping[Any, int], clbits: Mapping[Any, int]
) -> Iterator[Op]:
    """Read a circuit whose bits have these numbers in the whole answer."""
    names = _names()
    for item in circuit.data:
        operation = item.operation
        where = tuple(qubits[bit] for bit in item.qubits)
        if isinstance(operation, ControlFlowOp):
            yield _condition(item, where, clbits)
            continue
        name = names.get(operation.base_class, operation.name)
        if name == "barrier":
            continue
        params = tuple(map(float, operation.params)) if name in GATES else ()
        yield Op(name, params, where, tuple(clbits[bit] for bit in item.clbits))


def _condition(item: Any, qubits: tuple[int, ...], clbits: Mapping[Any, int]) -> Op:  # noqa: ANN401
    operation = item.operation
    if not isinstance(operation, IfElseOp) or not isinstance(operation.condition, tuple):
        raise CheckerFailed(f"{operation.name}: only if_test() on bits or a register is judged")
    left, value = operation.condition
    bits = [left] if left in clbits else list(left)
    inner = tuple(clbits[bit] for bit in item.clbits)
    blocks = [
        tuple(
            _read(
                block,
                dict(zip(block.qubits, qubits, strict=True)),
                dict(zip(block.clbits, inner, strict=True)),
            )
        )
        for block in operation.blocks
    ]
    both = (*blocks, (), ())[:2]
    return Op("if", (), qubits, tuple(clbits[bit] for bit in bits), int(value), both)


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
    if name in ("mcx", "mcphase"):  # Qiskit gives no matrix for these
        matrix = np.eye(1 << num_qubits, dtype=complex)
        last = (1 << num_qubits) - 1
        if name == "mcphase":
            matrix[last, last] = np.exp(1j * params[0])
        else:
            matrix[[last >> 1, last]] = matrix[[last, last >> 1]]
        return matrix
    return np.asarray(gate.to_matrix(), dtype=complex)


def _fourier(num_qubits: int) -> Matrix:
    size = 1 << num_qubits
    powers = np.outer(np.arange(size), np.arange(size)) % size
    matrix: Matrix = np.exp(2j * math.pi * powers / size) / math.sqrt(size)
    return matrix
