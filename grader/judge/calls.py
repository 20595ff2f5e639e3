"""A call of a learner's function, as the judge sees it: bytes out, one of four ends back.

While it runs, the learner's code may ask the judge for a service; the judge answers each request
and counts, see `grader.judge.desk`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from grader.verdict import Outcome

__all__ = ["Call", "CallResult", "Returned", "Serve", "Served"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What the judge answers to one request; exactly one field holds.

    Attributes:
        value: The result in wire form.
        refused: ``("budget" | "request", message)``: nothing was done.
    """

    value: bytes | None = None
    refused: tuple[str, str] | None = None


Serve = Callable[[str, bytes], Served]
"""Takes the name of a service and the encoded arguments; never raises for what they hold."""


class Call(Protocol):
    """Calls the learner's function."""

    def __call__(self, args: bytes, /, serve: Serve | None = None) -> CallResult:
        """Call with encoded arguments; `serve` answers requests while the call runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A plain `CallResult`, for callers other than the sandbox."""

    value: bytes | None = None
    refused: tuple[str, str, str] | None = None
    error: tuple[str, str] | None = None
    ended: Outcome | None = None
