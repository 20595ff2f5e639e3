"""Oracles, runners and metered callables of public cases as JSON, for the practice pack.

The learner's own kernel plays the judge there, so it holds what stands behind them; a hidden
case is never packed.
"""

from collections.abc import Mapping
from typing import Any

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.errors import CheckerFailed
from grader.judge.metered import Expectation, Metered, Oracle, Runner, plain_gates
from grader.limits import MAX_OPERATIONS, MAX_QUBITS

__all__ = ["from_json", "is_handed", "to_json"]

_CAPS = Caps(max_bytes=64 << 20, operations=MAX_OPERATIONS, max_qubits=MAX_QUBITS)


def is_handed(argument: object) -> bool:
    """Tell whether an argument of a case is one that the judge serves or counts."""
    return isinstance(argument, (Oracle, Runner, Metered))


def to_json(argument: Any) -> dict[str, Any]:  # noqa: ANN401 - one of three kinds
    """Return an argument as plain JSON values.

    Raises:
        CheckerFailed: If it is a metered function that no pack can hold.
    """
    if isinstance(argument, Oracle):
        circuit = _wire(plain_gates(argument.circuit))
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
        "circuit": _wire(function.circuit),
        "rotations": list(function.rotations),
        "operator": _wire(function.operator),
        "decimals": function.decimals,
    }


def from_json(data: Mapping[str, Any]) -> Oracle | Runner | Metered:
    """Rebuild an argument from what `to_json` made."""
    if data["kind"] == "oracle":
        return Oracle(data["name"], _read(data["circuit"]))
    if data["kind"] == "runner":
        return Runner(data["name"], data["noise"])
    operator = _read(data["operator"])
    circuit, places = _read(data["circuit"]), tuple(data["rotations"])
    function = Expectation(circuit, places, operator, data["decimals"])
    return Metered(data["name"], function)


def _wire(value: Any) -> str:  # noqa: ANN401 - any value of the wire
    return encode(value, caps=_CAPS).decode("ascii")


def _read(text: str) -> Any:  # noqa: ANN401 - any value of the wire
    return decode(text.encode("ascii"), caps=_CAPS)
