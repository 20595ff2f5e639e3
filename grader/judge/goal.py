"""What one value is compared with, and under which options."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.exercise import AnswerSpec, Basis
from grader.judge.program import Program
from grader.limits import Limits

__all__ = ["Goal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """The target of one judgement: of a whole answer, or of one result of a function.

    Attributes:
        expected: As ``target()``, ``operator()`` or a case's ``expected`` gives it.
        answer: What the learner hands in.
        kind: Kind of the value; for functions the kind of a result.
        basis: Gate set and coupling.
        limits: Performance limits that hold here.
        options: The checker's options, defaults filled in.
        questions: Drawn questions, for ``choice``.
        pass_share: Share of right parts from which the answer is accepted.
        partial_share: Share from which it is partially accepted.
        form_only: Only the form is judged.
        inputs: The answer is judged behind each of them; empty: once, from 0.
        prepare: Runs before the answer, on its first qubits; ``None``: the answer starts in 0.
        objective: Works out the number that is judged, for ``objective``; ``None`` in practice.
        template: A value of the shape that is asked, for ``objective``.
    """

    expected: Any = None
    answer: AnswerSpec
    kind: str
    basis: Basis = field(default_factory=Basis)
    limits: Limits = field(default_factory=Limits)
    options: Mapping[str, Any] = field(default_factory=dict)
    questions: tuple[Any, ...] = ()
    pass_share: float = 1.0
    partial_share: float | None = None
    form_only: bool = False
    inputs: tuple[Any, ...] = ()
    prepare: Program | None = None
    objective: Callable[[Any, Any], float] | None = None
    template: Any = None

    def behind(self, program: Program) -> Program:
        """Return the answer's circuit behind what prepares its input."""
        if self.prepare is None:
            return program
        same = {qubit: qubit for qubit in range(self.prepare.num_qubits)}
        return self.prepare.mapped(same, program.num_qubits).followed_by(program)
