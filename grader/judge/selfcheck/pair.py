"""One pair of a task and an answer whose verdict is known, and what pairs are made of."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from qiskit.quantum_info import Operator, Statevector

from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.exercise import AnswerSpec, Basis, Exercise, Score, Text
from grader.judge.calls import Call
from grader.judge.selfcheck.circuits import MUTATIONS, Gates, Rng, circuit_of, rewritten
from grader.judge.selfcheck.dense import Array, Gate, apply, columns
from grader.judge.task import Task
from grader.limits import Limits

__all__ = [
    "FAR",
    "KINDS",
    "Pair",
    "changed",
    "kind_of",
    "phase",
    "sent",
    "task_of",
    "turned",
    "unitary_of",
    "vector",
]

FAR = 1e9
"""Deviation of what an exact yes-or-no method calls different."""
_NEAR = {"3 times below": 1 / 3, "3 times above": 3.0}
KINDS = ("rewritten", *MUTATIONS, *_NEAR)
_SHARES = (0.4, *(0.1,) * len(MUTATIONS), 0.1, 0.1)
_CAPS = Caps(max_bytes=4 << 20, operations=200_000, max_qubits=160)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A task, an answer, and how a second method measures it.

    Attributes:
        kind: How the answer was made.
        right: Whether it is right by construction; ``None`` where only a measurement can tell
            (a gate that was dropped may have done nothing).
        task: What is asked.
        answer: The answer in wire form.
        call: For functions: what the sandbox would do.
        second: Name of the second method.
        deviation: Measures the answer by it, in units of the tolerance.
    """

    kind: str
    right: bool | None
    task: Task
    answer: bytes
    call: Call | None = None
    second: str
    deviation: Callable[[], float]


def task_of(
    checker: str,
    target: Any,  # noqa: ANN401 - any value of a judge.py
    *,
    answer: str = "circuit",
    result: str | None = None,
    basis: Basis | None = None,
    options: dict[str, Any] | None = None,
    **rest: Any,  # noqa: ANN401 - fields of `Task`
) -> Task:
    """Return a task with an exercise made in memory."""
    exercise = Exercise(
        id=f"selfcheck-{checker}",
        version=1,
        checker=checker,
        skills=("synthesis",),
        level="A2",
        title=Text(en="Self-check", ja="自己検査"),
        answer=AnswerSpec(kind=answer, result=result),
        limits=Limits(operations=200_000, max_qubits=160, answer_kib=4096),
        basis=basis or Basis(),
        score=Score(points=10),
        options=options or {},
    )
    return Task(exercise=exercise, target=target, **rest)


def sent(value: Any) -> bytes:  # noqa: ANN401 - any value of the wire
    """Return a value as the sandbox would send it."""
    return encode(value, caps=_CAPS)


def kind_of(rng: Rng) -> str:
    """Draw how an answer is made."""
    return str(rng.choice(KINDS, p=np.array(_SHARES) / sum(_SHARES)))


def changed(
    rng: Rng, kind: str, gates: Gates, num_qubits: int, *, clifford: bool = False
) -> tuple[Gates, bool | None, float]:
    """Return an answer of a kind: gates, whether it is right, and how far off it must be put.

    Returns:
        The rewritten (and mutated) gates; whether they are right by construction; the
        deviation that is still to be added, in units of the tolerance (0: none).
    """
    if kind in MUTATIONS:
        gates = MUTATIONS[kind](rng, gates, num_qubits)
        return rewritten(rng, gates, num_qubits, clifford=clifford), None, 0.0
    other = rewritten(rng, gates, num_qubits, clifford=clifford)
    if kind in _NEAR:
        return other, _NEAR[kind] < 1, _NEAR[kind]
    return other, True, 0.0


def vector(gates: Sequence[Any], num_qubits: int, method: str = "numpy") -> Array:
    """Return the state prepared from 0, by a second method."""
    if method == "quantum_info":
        return np.asarray(Statevector(circuit_of(gates, num_qubits)).data)
    start = np.zeros((1 << num_qubits, 1), dtype=complex)
    start[0] = 1
    return apply(gates, start)[:, 0]


def unitary_of(gates: Sequence[Any], num_qubits: int, method: str = "numpy") -> Array:
    """Return the matrix of a circuit, by a second method."""
    if method == "quantum_info":
        return np.asarray(Operator(circuit_of(gates, num_qubits)).data)
    return columns(gates, num_qubits)


def phase(rng: Rng) -> float:
    """Draw a global phase."""
    return float(rng.uniform(-math.pi, math.pi))


def turned(gates: Gates, qubit: int, deviation: float) -> Gates:
    """Add a rotation that costs so much of ``|tr(V'U)|/d``."""
    if not deviation:
        return gates
    return (*gates, Gate("rx", (2 * math.acos(1 - deviation),), (qubit,)))
