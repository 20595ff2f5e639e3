"""What one stage of judging says of an answer, before points are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.verdict import Outcome, Reason

__all__ = ["Finding", "accepted", "malformed", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An outcome with its reason.

    Attributes:
        outcome: What was found.
        reason: Why; its parameters are JSON values.
        method: How it was decided, e.g. ``"statevector"``.
        metrics: Measured on the answer, by metric name; for functions the largest of each.
        panel: For functions: metrics of each case that the cost comes from.
        share: Right parts of all parts, for answers with parts.
        picture: Data for the small picture of the feedback.
    """

    outcome: Outcome
    reason: Reason
    method: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    panel: tuple[Mapping[str, float], ...] = ()
    share: float | None = None
    picture: Mapping[str, Any] | None = None

    @property
    def accepted(self) -> bool:
        """Whether nothing is wrong so far."""
        return self.outcome is Outcome.ACCEPTED


def accepted(method: str, **params: object) -> Finding:
    """Return the finding of a right answer."""
    return Finding(
        outcome=Outcome.ACCEPTED, reason=Reason(key="accepted", params=params), method=method
    )


def wrong(
    key: str,
    method: str = "",
    picture: Mapping[str, Any] | None = None,
    **params: object,
) -> Finding:
    """Return the finding of a wrong answer."""
    return Finding(
        outcome=Outcome.WRONG_ANSWER,
        reason=Reason(key=key, params=params),
        method=method,
        picture=picture,
    )


def malformed(
    key: str,
    picture: Mapping[str, Any] | None = None,
    **params: object,
) -> Finding:
    """Return the finding of an answer of the wrong form."""
    return Finding(
        outcome=Outcome.FORM_ERROR, reason=Reason(key=key, params=params), picture=picture
    )
