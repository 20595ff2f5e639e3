"""The wire form on the judge's side: what an answer may measure, and our own values as text."""

from typing import Any

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.limits import MAX_OPERATIONS, MAX_QUBITS, Limits

__all__ = ["OURS", "caps_of", "from_text", "to_text"]

OURS = Caps(max_bytes=64 << 20, operations=MAX_OPERATIONS, max_qubits=MAX_QUBITS)
"""Caps of values that a ``judge.py`` made."""


def caps_of(limits: Limits) -> Caps:
    """Return the caps that an exercise sets for its answers."""
    return Caps(
        max_bytes=limits.answer_kib << 10,
        operations=limits.operations,
        max_qubits=limits.max_qubits,
    )


def to_text(value: Any) -> str:  # noqa: ANN401 - any value of the wire
    """Return one of our own values as text.

    Raises:
        AnswerError: If the wire cannot carry it.
    """
    return encode(value, caps=OURS).decode("ascii")


def from_text(text: str) -> Any:  # noqa: ANN401 - any value of the wire
    """Return what `to_text` made the text of.

    Raises:
        AnswerError: If it is damaged.
    """
    return decode(text.encode("ascii"), caps=OURS)
