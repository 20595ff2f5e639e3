"""Oracles, runners and metered callables of public cases as JSON, for the practice pack.

The learner's own kernel plays the judge there, so it holds what stands behind them; a hidden
case is never packed.
"""

from collections.abc import Mapping
from typing import Any

from grader.errors import CheckerFailed
from grader.judge.metered import Expectation, Metered, Oracle, Runner, plain_gates
from grader.judge.wire import from_text, to_text

__all__ = ["from_json", "is_handed", "to_json"]


def is_handed(argument: object) -> bool:
    """Tell whether an argument of a case is one that the judge serves or counts."""
    return isinstance(argument, (Oracle, Runner, Metered))


def to_json(argument: Any) -> dict[str, Any]:  # noqa: ANN401 - one of three kinds
    """Return an argument as plain JSON values.

    Raises:
        CheckerFailed: If it is a metered function that no pack can hold.
    """
    if isinstance(argument, Oracle):
        circuit = to_text(plain_gates(argument.circuit))
        return {"kind": "oracle", "name": argument.name, "circuit": circuit}
    if isinstance(argument, Runner):
        return {"kind": "runner", "name": argument.name, "noise": argument.noise}
    function = argument.function
    if not isinstance(function, Expectation):
        raise CheckerFailed(
            f"{argument.name}: a metered function of a public case must be an Expectation"
        )
    return {
        "kind": "metered",
        "name": argument.name,
        "circuit": to_text(function.circuit),
        "rotations": list(function.rotations),
        "operator": to_text(function.operator),
        "decimals": function.decimals,
    }


def from_json(data: Mapping[str, Any]) -> Oracle | Runner | Metered:
    """Rebuild an argument from what `to_json` made."""
    if data["kind"] == "oracle":
        return Oracle(data["name"], from_text(data["circuit"]))
    if data["kind"] == "runner":
        return Runner(data["name"], data["noise"])
    operator = from_text(data["operator"])
    circuit, places = from_text(data["circuit"]), tuple(data["rotations"])
    function = Expectation(circuit, places, operator, data["decimals"])
    return Metered(data["name"], function)
