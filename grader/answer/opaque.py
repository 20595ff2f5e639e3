"""An oracle as the learner's code gets it: a gate with a name and a width, and nothing inside.

The judge puts the circuit in its place after the answer has left the sandbox, and counts. What a
gate of this class says of itself is a name, a number of qubits, a power and controls: the same
for each case of an exercise.
"""

import operator
from typing import Any, NoReturn

from qiskit.circuit import Gate

from grader.answer.schema import EXPONENT_MAX

__all__ = ["OpaqueGate"]


class OpaqueGate(Gate):  # type: ignore[misc]  # Qiskit carries no types
    """A gate that only the judge can define.

    Each occurrence in a circuit counts as ``abs(exponent)`` uses, with controls or without.

    Attributes:
        oracle: Name of the oracle.
        exponent: Power to which it is applied; negative ones are of the inverse.
        num_ctrl_qubits: Controls, which come before the oracle's own qubits.
        ctrl_state: Value of the controls at which it acts, the first one least significant.
    """

    def __init__(
        self,
        oracle: str,
        num_qubits: int,
        *,
        exponent: int = 1,
        num_ctrl_qubits: int = 0,
        ctrl_state: int = 0,
    ) -> None:
        """Make a gate on `num_qubits` qubits beside its controls."""
        name = _named(oracle, exponent, num_ctrl_qubits, ctrl_state)
        super().__init__(name, num_qubits + num_ctrl_qubits, [])
        self.oracle = oracle
        self.exponent = exponent
        self.num_ctrl_qubits = num_ctrl_qubits
        self.ctrl_state = ctrl_state

    @property
    def definition(self) -> None:
        """Nothing: there is no looking inside, and no setting it either."""
        return

    @definition.setter
    def definition(self, value: object) -> None:
        if value is not None:
            raise AttributeError("an oracle has no definition that can be set")

    def _with(self, *, exponent: int, num_ctrl_qubits: int, ctrl_state: int) -> "OpaqueGate":
        return OpaqueGate(
            self.oracle,
            self.num_qubits - self.num_ctrl_qubits,
            exponent=exponent,
            num_ctrl_qubits=num_ctrl_qubits,
            ctrl_state=ctrl_state,
        )

    def inverse(self, annotated: bool = False) -> Any:  # noqa: FBT001, FBT002, ANN401 - as Gate has it
        """Return the inverse, which counts as the gate does."""
        if annotated:
            return super().inverse(annotated=True)
        return self.power(-1)

    def power(self, exponent: float, annotated: bool = False) -> Any:  # noqa: FBT001, FBT002, ANN401 - as Gate has it
        """Return a power, which counts as ``abs(exponent)`` uses.

        Raises:
            ValueError: If the exponent is no whole number, or out of range.
        """
        if annotated:
            return super().power(exponent, annotated=True)
        whole = self.exponent * _whole(exponent)
        if abs(whole) > EXPONENT_MAX:
            raise ValueError(f"an oracle's power is at most {EXPONENT_MAX}")
        return self._with(
            exponent=whole, num_ctrl_qubits=self.num_ctrl_qubits, ctrl_state=self.ctrl_state
        )

    def control(
        self,
        num_ctrl_qubits: int = 1,
        label: str | None = None,
        ctrl_state: int | str | None = None,
        annotated: bool | None = None,  # noqa: FBT001 - as Gate has it
    ) -> Any:  # noqa: ANN401 - as Gate has it
        """Return the gate with more controls in front; it counts as the gate does.

        Raises:
            ValueError: If `ctrl_state` does not fit the number of controls.
        """
        if annotated:
            return super().control(num_ctrl_qubits, label, ctrl_state, annotated=True)
        added = operator.index(num_ctrl_qubits)
        if added < 1:
            raise ValueError("a controlled gate has at least one control")
        state = int(ctrl_state, 2) if isinstance(ctrl_state, str) else ctrl_state
        state = (1 << added) - 1 if state is None else operator.index(state)
        if not 0 <= state < 1 << added:
            raise ValueError(f"ctrl_state {ctrl_state!r} does not fit {added} controls")
        return self._with(
            exponent=self.exponent,
            num_ctrl_qubits=added + self.num_ctrl_qubits,
            ctrl_state=state | self.ctrl_state << added,
        )


def _whole(exponent: float) -> int:
    whole = int(exponent)
    if whole != exponent:
        _refuse(exponent)
    return whole


def _refuse(exponent: float) -> NoReturn:
    raise ValueError(f"an oracle's power is a whole number, not {exponent!r}")


def _named(oracle: str, exponent: int, num_ctrl_qubits: int, ctrl_state: int) -> str:
    """Return a name that tells any two of these gates apart, as compilers look gates up by name."""
    name = oracle if exponent == 1 else f"{oracle}_pow_{exponent}"
    return f"c{num_ctrl_qubits}_{name}_o{ctrl_state}" if num_ctrl_qubits else name
