"""Inputs behind which a circuit answer is judged, one after the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from qiskit import QuantumCircuit

from grader.exercise import Text
from grader.judge.finding import Finding
from grader.judge.goal import Goal
from grader.judge.judge_file import JudgeFile
from grader.judge.program import Program, expanded

__all__ = ["Input", "concerns", "goals", "read_inputs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input of a circuit.

    Attributes:
        label: Public name, text or ``{"en": .., "ja": ..}``; says nothing of a hidden input.
        prepare: Circuit of standard gates that makes the input from 0, on the answer's first
            qubits.
        expected: What the answer must make of it; left out: what ``target()`` returns.
        public: The input may be shown.
    """

    label: str | Text | Mapping[str, str]
    prepare: QuantumCircuit
    expected: Any = None
    public: bool = False


def read_inputs(file: JudgeFile, rng: np.random.Generator | None = None) -> tuple[Input, ...]:
    """Return the public inputs, or the hidden ones that a generator gives; () if there are none.

    Raises:
        CheckerFailed: If ``judge.py`` raises or gives something else than inputs.
    """
    if "inputs" not in file:
        return ()
    name, args = ("public_inputs", ()) if rng is None else ("inputs", (rng,))
    return tuple(replace(item, public=rng is None) for item in file.list_of(Input, name, *args))


def goals(goal: Goal) -> Iterator[tuple[Input, Goal]]:
    """Yield each input of a goal with what the answer is to make of it."""
    for item in goal.inputs:
        expected = goal.expected if item.expected is None else item.expected
        prepare = expanded(Program.of(item.prepare))
        yield item, replace(goal, expected=expected, prepare=prepare, inputs=())


def concerns(finding: Finding) -> bool:
    """Whether a refusal has to do with the input; a forbidden gate has not."""
    return finding.reason.key not in ("coupling", "measures", "conditionals")
