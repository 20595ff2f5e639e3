"""The families of pairs, and how many of a hundred are of each."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from grader.judge.selfcheck import distributions, options, others, states, unitaries
from grader.judge.selfcheck.circuits import Rng
from grader.judge.selfcheck.pair import Pair

__all__ = ["FAMILIES", "family_of"]

FAMILIES: Mapping[str, tuple[float, Callable[[Rng], Pair]]] = MappingProxyType(
    {
        "state": (16, states.state),
        "state, ancilla": (5, states.state_with_ancilla),
        "state, wide": (1, states.wide_state),
        "state, chain": (2, states.chain_state),
        "state, Clifford": (4, states.clifford_state),
        "unitary, global": (16, unitaries.global_unitary),
        "unitary, strict": (9, unitaries.strict_unitary),
        "unitary, relative": (9, unitaries.relative_unitary),
        "unitary, clean": (8, unitaries.clean_unitary),
        "unitary, dirty": (5, unitaries.dirty_unitary),
        "unitary, isometry": (5, unitaries.isometry),
        "unitary, subspace": (3, options.subspace_unitary),
        "unitary, permutation": (3, options.permuted_unitary),
        "unitary, Clifford": (5, unitaries.clifford_unitary),
        "unitary, wide": (1, unitaries.wide_unitary),
        "distribution": (6, distributions.measured),
        "distribution, dynamic": (4, distributions.dynamic),
        "observable": (7, others.observable),
        "value": (4, others.value),
        "mapped": (3, others.mapped),
        "function": (2, others.function),
    }
)


def family_of(number: int) -> str:
    """Return the family of a pair by its number: every hundred holds the same mixture."""
    place = (number * 37 + 11.5) % 100  # spread, so that a small run sees nearly all of them
    total = sum(weight for weight, _ in FAMILIES.values())
    reached = 0.0
    for name, (weight, _) in FAMILIES.items():
        reached += 100 * weight / total
        if place < reached:
            return name
    raise AssertionError("the shares of all families make a hundred")
