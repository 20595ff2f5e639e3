"""Short language-free notation for states, angles, qubits and percentages."""

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

__all__ = ["angle", "exchanged", "ket", "number", "percent", "qubits"]


def ket(index: int, num_qubits: int) -> str:
    """Return the label of a basis state, q0 rightmost, e.g. ``"|110⟩"``."""
    return f"|{index:0{num_qubits}b}⟩"


def angle(radians: float) -> str:
    """Return an angle in (-π, π] as a multiple of π where it is one, else in radians."""
    turned = math.remainder(radians, 2 * math.pi)
    if math.isclose(turned, -math.pi, abs_tol=1e-6):
        turned = math.pi
    part = Fraction(turned / math.pi).limit_denominator(16)
    if abs(float(part) * math.pi - turned) > 1e-6:
        return f"{turned:.3g} rad"
    if part == 0:
        return "0"
    top = {1: "π", -1: "-π"}.get(part.numerator, f"{part.numerator}π")
    return top if part.denominator == 1 else f"{top}/{part.denominator}"


def percent(share: float) -> str:
    """Return a share in percent, never rounded up to 100 %."""
    if share < 1e-6:
        return "0 %"
    text = f"{100 * share:.3g}"
    if float(text) >= 100 and share < 1:
        return "> 99.9 %" if share < 1 - 1e-4 else "> 99.99 %"
    return f"{text} %"


def number(value: float) -> str:
    """Return a number with as many digits as matter."""
    return f"{value:.8g}"


def qubits(which: Iterable[int]) -> str:
    """Return a list of qubits, e.g. ``"q0, q2"``."""
    return ", ".join(f"q{qubit}" for qubit in which)


def exchanged(order: Sequence[int] | Mapping[int, int]) -> str:
    """Return a permutation of qubits as exchanges or cycles, e.g. ``"q0 ↔ q2"``."""
    places = dict(enumerate(order)) if not isinstance(order, Mapping) else dict(order)
    seen: set[int] = set()
    cycles = []
    for start in sorted(places):
        cycle = []
        here = start
        while here not in seen:
            seen.add(here)
            cycle.append(here)
            here = places[here]
        if len(cycle) == 2:
            cycles.append(f"q{cycle[0]} ↔ q{cycle[1]}")
        elif len(cycle) > 2:
            cycles.append(" → ".join(f"q{qubit}" for qubit in [*cycle, cycle[0]]))
    return ", ".join(cycles)
