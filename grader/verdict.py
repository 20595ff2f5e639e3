"""What the judge says of one answer: pure values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

__all__ = ["Outcome", "Reason", "Verdict"]


class Outcome(StrEnum):
    """The verdicts, by their customary letters; `folder` is the name in ``submissions/``."""

    ACCEPTED = "AC"
    PARTIALLY_ACCEPTED = "PA"
    WRONG_ANSWER = "WA"
    LIMIT_EXCEEDED = "LE"
    TIME_LIMIT_EXCEEDED = "TLE"
    MEMORY_LIMIT_EXCEEDED = "MLE"
    OUTPUT_LIMIT_EXCEEDED = "OLE"
    RUN_TIME_ERROR = "RTE"
    FORM_ERROR = "FE"
    NOT_ANSWERED = "NA"
    SANDBOX_VIOLATION = "SV"
    INCONCLUSIVE = "IN"
    JUDGE_ERROR = "JE"

    @property
    def folder(self) -> str:
        """Name of the folder of submissions that must get this verdict."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a verdict was given: a key into the message catalogue and its parameters.

    Attributes:
        key: Stable key, e.g. ``"fidelity"``; tests and ``submissions/`` state it.
        params: JSON values that fill the texts; never a hidden input.
    """

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judge's decision on one answer to one exercise.

    Attributes:
        exercise: Exercise id.
        version: Version of the exercise.
        outcome: The verdict.
        reason: Why, as a key with parameters.
        points: Points earned, in thousandths.
        max_points: Points of the exercise, in thousandths.
        cost: Value of the exercise's formula in its integer unit (thousandths for real-valued
            formulas), or ``None`` where nothing is ranked.
        merit: 0 to 100, ``100 * min(1, best / cost)``; ``None`` unless accepted.
        metrics: Measured on the rebuilt answer, by metric name.
        method: How correctness was decided, e.g. ``"statevector"``, ``"operator"``.
        picture: Data for the small picture of the feedback (JSON), or ``None``.
        versions: Judge, formula, translation and package versions.
        seed: Hexadecimal seed of the hidden cases, or ``""`` where there are none.
    """

    exercise: str
    version: int
    outcome: Outcome
    reason: Reason
    points: int = 0
    max_points: int = 0
    cost: int | None = None
    merit: float | None = None
    metrics: Mapping[str, float] = field(default_factory=dict)
    method: str = ""
    picture: Mapping[str, Any] | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the answer counts as fully right."""
        return self.outcome is Outcome.ACCEPTED

    def to_json(self) -> dict[str, Any]:
        """Return the stored form: plain JSON values, points in thousandths."""
        return {
            "exercise": self.exercise,
            "version": self.version,
            "outcome": str(self.outcome),
            "reason": {"key": self.reason.key, "params": dict(self.reason.params)},
            "points": self.points,
            "max_points": self.max_points,
            "cost": self.cost,
            "merit": self.merit,
            "metrics": dict(self.metrics),
            "method": self.method,
            "picture": None if self.picture is None else dict(self.picture),
            "versions": dict(self.versions),
            "seed": self.seed,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Verdict":
        """Rebuild a verdict from its stored form.

        Raises:
            KeyError: If a field is missing.
            ValueError: If the outcome is unknown.
        """
        reason = data["reason"]
        rest = {name: data[name] for name in data if name not in {"outcome", "reason"}}
        return cls(
            outcome=Outcome(data["outcome"]),
            reason=Reason(key=reason["key"], params=reason["params"]),
            **rest,
        )
