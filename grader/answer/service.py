"""A function of the judge as the learner's code gets it: a name, and a way to ask.

The work is done, and counted, in the judge's own process. What is changed on this side changes
nothing there.
"""

from collections.abc import Callable
from typing import Any

__all__ = ["Ask", "BudgetExceeded", "Service", "ServiceRefused"]

Ask = Callable[[str, tuple[Any, ...]], Any]
"""Sends a service's name and arguments; returns its result or raises what the judge said."""


class ServiceRefused(ValueError):
    """The judge cannot do what was asked: a wrong number of arguments, a circuit it cannot run."""


class BudgetExceeded(RuntimeError):
    """No more shots or uses are left; nothing was run."""


class Service:
    """A callable that the judge serves while a call of the learner's function runs."""

    def __init__(self, name: str, ask: Ask | None = None) -> None:
        """Name the service; without `ask` it is only what stands for it among arguments."""
        self.name = name
        self._ask = ask

    def __call__(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it takes
        """Ask the judge, and wait for what it says.

        Raises:
            BudgetExceeded: If the exercise's limit would be passed.
            ServiceRefused: If the arguments are not what the service takes.
        """
        if self._ask is None:
            raise ServiceRefused(f"{self.name} can be used only while the judge is there")
        if set(named) - {"shots"}:
            raise ServiceRefused(f"{self.name} takes no argument {sorted(named)[0]!r}")
        return self._ask(self.name, (*args, *named.values()))

    def __repr__(self) -> str:
        return f"<{self.name}: served by the judge>"
