"""A call of a learner's function, as the judge sees it: bytes out, one of four ends back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from grader.verdict import Outcome

__all__ = ["Call", "CallResult", "Returned"]


class CallResult(Protocol):
    """What came back; exactly one of the properties holds something.

    The sandbox's own record of a call has this shape; the judge does not import the sandbox.
    """

    @property
    def value(self) -> bytes | None:
        """The result in wire form."""

    @property
    def refused(self) -> tuple[str, str, str] | None:
        """Code, path and detail of a result that has no wire form."""

    @property
    def error(self) -> tuple[str, str] | None:
        """Name and message of the exception that the function raised."""

    @property
    def ended(self) -> Outcome | None:
        """The limit that stopped the call."""


Call = Callable[[bytes], CallResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A plain `CallResult`, for callers other than the sandbox."""

    value: bytes | None = None
    refused: tuple[str, str, str] | None = None
    error: tuple[str, str] | None = None
    ended: Outcome | None = None
