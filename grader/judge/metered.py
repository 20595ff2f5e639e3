"""What a function answer is handed beside plain values, and what the judge counts.

`judge.py` puts these among a case's arguments, with the checker ``queries``. What the learner's
code gets in their place carries a name and, for an oracle, a width: nothing of the case.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp

from grader.answer.schema import GATES, ORACLE_NAME
from grader.errors import CheckerFailed
from grader.judge.program import Program
from grader.judge.simulator import statevector
from grader.judge.wire import from_text, to_text

__all__ = ["Expectation", "Metered", "Oracle", "Runner", "plain_gates"]

_TAKEN = frozenset({*GATES, "measure", "reset", "barrier", "if"})


@dataclass(frozen=True, slots=True)
class Oracle:
    """A gate whose circuit only the judge knows. Each occurrence counts as a query.

    Attributes:
        name: Name of the gate; no name of a library gate, which Qiskit would take it for.
        circuit: What it does; gates of the table and composites of them.
    """

    name: str
    circuit: QuantumCircuit

    def __post_init__(self) -> None:
        _check_name(self.name)


@dataclass(frozen=True, slots=True)
class Runner:
    """``name(circuit, shots) -> {label: count}``, served by the judge. Shots are counted.

    Attributes:
        name: How it is shown.
        noise: Physical qubits of a twin, e.g. ``"kawasaki:2,1,0,14"``: qubit i of a circuit is
            the i-th of them. ``None``: without noise.
    """

    name: str
    noise: str | None = None

    def __post_init__(self) -> None:
        _check_name(self.name)


@dataclass(frozen=True, slots=True)
class Metered:
    """``name(*args)``, computed by the judge. Each use counts as a query.

    Attributes:
        name: How it is shown.
        function: Called with what the learner's code sent: any values of the wire, so that it
            must raise ``ValueError`` where they are not what it takes. In public cases an
            `Expectation`, which the practice pack can hold.
    """

    name: str
    function: Callable[..., Any]

    def __post_init__(self) -> None:
        _check_name(self.name)


@dataclass(frozen=True, slots=True)
class Expectation:
    """``<0| U(theta)' A U(theta) |0>`` for a list of angles: one rotation a parameter.

    Attributes:
        circuit: U with any angles.
        rotations: For each parameter the place of the operation in `circuit` whose first angle
            it is.
        operator: The observable A.
        decimals: Places to which the value is rounded, as of a device with so many; ``None``:
            not at all.
    """

    circuit: QuantumCircuit
    rotations: tuple[int, ...]
    operator: SparsePauliOp
    decimals: int | None = None

    def __call__(self, theta: object) -> float:
        """Return the expectation value.

        Raises:
            ValueError: If `theta` is not one finite real number for each parameter.
        """
        angles = _angles(theta, len(self.rotations))
        program = Program.of(self.circuit)
        ops = list(program.ops)
        for place, angle in zip(self.rotations, angles, strict=True):
            ops[place] = ops[place]._replace(params=(angle, *ops[place].params[1:]))
        state = statevector(Program(program.num_qubits, tuple(ops), program.global_phase))
        matrix = self.operator.to_matrix(sparse=True)
        value = float(np.vdot(state, matrix @ state).real)
        return value if self.decimals is None else round(value, self.decimals)


def _angles(theta: object, count: int) -> list[float]:
    values = theta.tolist() if isinstance(theta, np.ndarray) else theta
    if not isinstance(values, (list, tuple)) or len(values) != count:
        raise ValueError(f"theta must hold {count} angles")
    if any(isinstance(v, bool) or not isinstance(v, (int, float)) for v in values):
        raise ValueError("an angle is no real number")
    if any(abs(v) > 1e6 for v in values):
        raise ValueError("an angle is too large")
    return [float(v) for v in values]


def plain_gates(circuit: QuantumCircuit) -> QuantumCircuit:
    """Return the circuit in gates of the table, its composites unfolded.

    Raises:
        CheckerFailed: If it holds anything else.
    """
    try:
        plain: QuantumCircuit = from_text(to_text(circuit))
    except Exception as error:
        raise CheckerFailed(f"an oracle's circuit cannot be read: {error}") from error
    if not all(op.unitary for op in Program.of(plain).ops):
        raise CheckerFailed("an oracle's circuit must consist of gates")
    return plain


def _check_name(name: str) -> None:
    if not ORACLE_NAME.fullmatch(name) or name in _TAKEN:
        raise CheckerFailed(f"{name!r} cannot name an oracle or a service; take another word")
