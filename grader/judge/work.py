"""How long a simulation will take, and what is left of the judge's time.

A method that would pass the judge's bound is not started: it would end as a killed process half
a minute later, with the same verdict. The figures are upper estimates of CPU seconds on one
slow core; a judgement that stays within them is never cut short by its own estimate.
"""

import time
from typing import Protocol

from grader.errors import JudgeUndecided

__all__ = ["Sized", "allow", "left", "require", "seconds", "spend"]

DEFAULT_S = 25.0
"""What one simulation may take where no judgement's time was set (practice, tests)."""
_AMPLITUDE_S = {1: 0.6e-9, 2: 6.5e-9}
_WIDE_S = 12e-9
"""Seconds an amplitude takes through a gate on one, two and more qubits, after gate fusion."""
_GATE_S = 30e-6
_RESERVE = 0.85
"""Share of the time that simulations may plan with; reading, metering and texts take the rest."""

_ends: float | None = None


class Sized(Protocol):
    """A program, as far as its size goes."""

    @property
    def num_qubits(self) -> int:
        """Width."""

    @property
    def widths(self) -> dict[int, int]:
        """Number of gates by the number of their qubits."""


def allow(cpu_s: float | None) -> None:
    """Start a judgement that may take that many CPU seconds; ``None`` takes the bound away."""
    global _ends  # the bound belongs to the process, as its CPU limit does
    _ends = None if cpu_s is None else time.process_time() + _RESERVE * cpu_s


def left() -> float:
    """Return the CPU seconds that simulations of this judgement may still take."""
    return DEFAULT_S if _ends is None else _ends - time.process_time()


def spend(wall_s: float) -> None:
    """Count time that another process took for this judgement."""
    global _ends
    if _ends is not None:
        _ends -= wall_s


def seconds(program: Sized, columns: int = 1) -> float:
    """Estimate the CPU seconds of sending that many states through a program."""
    amplitudes = columns << program.num_qubits
    rate = sum(
        count * _AMPLITUDE_S.get(width, _WIDE_S * max(1, width - 2))
        for width, count in program.widths.items()
    )
    return rate * amplitudes + _GATE_S * sum(program.widths.values())


def require(cpu_s: float) -> None:
    """Refuse work that would pass the bound.

    Raises:
        JudgeUndecided: If more is needed than is left.
    """
    if cpu_s > left():
        raise JudgeUndecided(
            f"a simulation of about {cpu_s:.0f} s was not started; {max(left(), 0):.0f} s are left"
        )
