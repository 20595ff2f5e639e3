"""One exercise: its settings and the files of its folder. `exercise_file` reads and checks it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.errors import ExerciseInvalid
from grader.limits import Limits
from grader.verdict import Outcome

__all__ = [
    "ANSWER_KINDS",
    "CALLED",
    "CHECKERS",
    "FORMULAS",
    "FUNCTION_CHECKERS",
    "LEVELS",
    "SKILLS",
    "TOTALS",
    "TRACK_LEVELS",
    "AnswerSpec",
    "Basis",
    "Exercise",
    "OwnSubmission",
    "Score",
    "Text",
    "Track",
]

CHECKERS = (
    *("state", "unitary", "distribution", "observable", "function", "value", "objective"),
    *("mapped", "queries", "decoder", "choice", "text"),
)
FUNCTION_CHECKERS = ("function", "queries", "decoder")
"""Checkers whose answer is a function, called in the sandbox."""
CALLED = ("function", "queries")
"""Those of them that judge each result by an inner checker."""
FORMULAS = ("none", "nisq-v1", "ft-v1", "mapped-v1", "objective-v1")
TOTALS = ("max", "total", "mean")
"""How a function's cost is joined over the cases of the panel."""
ANSWER_KINDS = (
    *("circuit", "mapped", "function", "number", "list", "dict"),
    *("array", "bitstring", "text", "choice", "tuple"),
)
TRACK_LEVELS = ("target-independent", "native-gates", "mapped")
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
SKILLS = (
    *("conventions", "entanglement", "synthesis", "algorithms", "compilation", "mitigation"),
    *("chemistry", "optimisation", "finance", "qml", "error-correction", "hpc"),
    *("resource-estimation", "business"),
)
_REASON = re.compile(r"# reason: ([a-z0-9_-]+)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text in both languages."""

    en: str
    ja: str

    def __getitem__(self, language: str) -> str:
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSpec:
    """What the learner hands in.

    Attributes:
        name: Variable that is collected.
        kind: One of `ANSWER_KINDS`.
        gates: Allow-list after unfolding definitions; ``"1q"`` stands for every one-qubit
            gate. ``None``: all gates of the curriculum's table.
        result: Kind of a function's result (the inner checker's kind), else ``None``.
    """

    name: str = "answer"
    kind: str
    gates: tuple[str, ...] | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Gate set and coupling in which metrics are counted."""

    gates: tuple[str, ...] = ("cx", "rz", "sx", "x")
    coupling: str = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points and the ranking formula.

    Attributes:
        points: Points for a perfect answer.
        formula: One of `FORMULAS`.
        direction: ``"min"`` or ``"max"``.
        par: Cost that a good course participant reaches, in the formula's own unit.
        best: Best known cost; ``None`` falls back to the reference solution's cost.
        pass_share: For parts: share of right parts from which the answer is accepted.
        partial_share: For parts: share from which it is partially accepted.
        metric: What ``objective-v1`` ranks: a metric's name; ``"objective"`` is the quantity
            that the checker measured.
        over: One of `TOTALS`.
    """

    points: float
    formula: str = "none"
    direction: str = "min"
    par: float | None = None
    best: float | None = None
    pass_share: float = 1.0
    partial_share: float | None = None
    metric: str = "objective"
    over: str = "max"


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """Makes an exercise an open challenge, whose records are kept.

    Attributes:
        level: One of `TRACK_LEVELS`: how near to a device the circuit must be.
        source: Where the challenge comes from, e.g. benchmark suite, version and circuit.
    """

    level: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSubmission:
    """One of the exercise's own submissions, with the verdict that it must get.

    Attributes:
        path: ``submissions/<outcome>/<name>.py`` in the exercise's folder.
        reason: The reason key that its first line states; empty if it states none.
    """

    path: Path
    outcome: Outcome
    reason: str

    @classmethod
    def at(cls, path: Path) -> "OwnSubmission":
        """Read what a submission's place and first line say about it.

        Raises:
            KeyError: If its folder has not the name of an outcome.
        """
        stated = _REASON.fullmatch(path.read_text(encoding="utf-8").split("\n", 1)[0])
        outcome = Outcome[path.parent.name.upper()]
        return cls(path=path, outcome=outcome, reason=stated[1] if stated else "")

    @property
    def name(self) -> str:
        """``<outcome folder>/<stem>``."""
        return f"{self.outcome.folder}/{self.path.stem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise, loaded and valid.

    Attributes:
        options: Options of the checker, e.g. ``{"phase": "global", "tolerance": 1e-6}``.
        hints: From a nudge to nearly the way; shown one at a time.
        folder: Where it was read from; ``None`` for one that came in a practice pack.
        digest: SHA-256 over all files that can change a verdict.
        track: Set for an open challenge.
    """

    id: str
    version: int
    checker: str
    skills: tuple[str, ...]
    level: str
    title: Text
    answer: AnswerSpec
    limits: Limits
    basis: Basis
    score: Score
    options: Mapping[str, Any] = field(default_factory=dict)
    hints: tuple[Text, ...] = ()
    practice: str = "judge"
    folder: Path | None = None
    digest: str = ""
    track: Track | None = None

    @property
    def max_points(self) -> int:
        """Points of the exercise in thousandths."""
        return round(self.score.points * 1000)

    def statement(self, language: str) -> str:
        """Return the statement as Markdown in ``"en"`` or ``"ja"``."""
        return self._file(f"statement.{language}.md").read_text(encoding="utf-8")

    def source(self) -> str:
        """Return the starter with the reference solution between nbgrader's marks."""
        return self._file("exercise.py").read_text(encoding="utf-8")

    def submissions(self) -> tuple[OwnSubmission, ...]:
        """Return the exercise's own submissions, ordered by outcome and name."""
        paths = sorted(self._file("submissions").glob("*/*.py"))
        return tuple(OwnSubmission.at(path) for path in paths)

    def _file(self, name: str) -> Path:
        if self.folder is None:
            raise ExerciseInvalid(self.id, [f"{name}: not part of a practice pack"])
        return self.folder / name
