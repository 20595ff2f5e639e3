"""Build a circuit of Qiskit's own gates from wire operations that nobody has checked before."""

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from qiskit import QuantumCircuit
from qiskit.circuit import (
    Barrier,
    CircuitInstruction,
    ClassicalRegister,
    IfElseOp,
    Measure,
    Reset,
)

from grader.answer.opaque import OpaqueGate
from grader.answer.schema import (
    ANGLE_MAX,
    BLOCK_DEPTH,
    CLBITS_MAX,
    CONDITION_BITS,
    EXPONENT_MAX,
    GATES,
    Caps,
    gate_class,
)
from grader.errors import AnswerMalformed, AnswerTooLarge

__all__ = ["Room", "rebuild"]

_ROOM = 1 << 18
_OVERHEAD = 32


class Room:
    """Bits that all circuits of one answer may have, those of conditional blocks included.

    A few bytes on the wire claim a circuit or a block of a thousand bits, which costs a million
    times that once it is made.
    """

    def __init__(self) -> None:
        self.left = _ROOM

    def take(self, bits: int, what: str, path: str) -> None:
        """Count a circuit before it is made.

        Raises:
            AnswerTooLarge: If there is no room left.
        """
        self.left -= bits + _OVERHEAD
        if self.left < 0:
            raise AnswerTooLarge(what, path, f"> {_ROOM}")


def rebuild(
    tree: dict[str, Any],
    caps: Caps,
    path: str,
    room: Room,
    oracles: Mapping[str, int] | None = None,
) -> Any:  # noqa: ANN401
    """Return the circuit of a ``circuit`` value whose keys are already known to be right.

    Args:
        tree: The value.
        caps: Sizes over which it is refused.
        path: Where it stands in the answer.
        room: What is left for circuits of this answer.
        oracles: Widths of the oracles that it may use, by name.

    Raises:
        AnswerMalformed: With the path of the first operation that breaks the format.
        AnswerTooLarge: If a size is over its cap.
    """
    width = _count(tree["nq"], "qubits", caps.max_qubits, path)
    clbits = _count(tree["nc"], "clbits", CLBITS_MAX, path)
    phase = tree["gp"]
    if type(phase) is not float or not 0 <= phase < math.tau:
        raise AnswerMalformed("type", f"{path}.gp")
    room.take(width + clbits, "qubits", path)
    circuit = QuantumCircuit(width, clbits, global_phase=phase)
    _Builder(circuit, caps, room, oracles or {}).fill(circuit, tree["ops"], f"{path}.ops", 0)
    return circuit


def _count(value: object, what: str, cap: int, path: str) -> int:
    if type(value) is not int or value < 0:
        raise AnswerMalformed("type", path, what)
    if value > cap:
        raise AnswerTooLarge(what, path, str(value))
    return value


@cache
def _shared(name: str, width: int) -> Any:  # noqa: ANN401
    """Return one gate without angles; no code of ours changes a gate in place."""
    return gate_class(name)(width) if GATES[name].any_width else gate_class(name)()


class _Builder:
    """Fills circuits; counts operations over all blocks."""

    def __init__(
        self, whole: QuantumCircuit, caps: Caps, room: Room, oracles: Mapping[str, int]
    ) -> None:
        self.whole = whole
        self.oracles = oracles
        self.caps = caps
        self.room = room
        self.operations = 0

    def fill(self, circuit: QuantumCircuit, ops: Any, path: str, blocks: int) -> None:  # noqa: ANN401
        """Append `ops`, which number the bits of the whole circuit, to `circuit`."""
        if type(ops) is not list:
            raise AnswerMalformed("type", path)
        self.operations += len(ops)
        if self.operations > self.caps.operations:
            raise AnswerTooLarge("operations", path, str(self.operations))
        for index, op in enumerate(ops):
            at = f"{path}[{index}]"
            if type(op) is not list or len(op) < 3 or type(op[0]) is not str:
                raise AnswerMalformed("type", at)
            if op[0] == "if":
                self.branch(circuit, op, at, blocks)
            else:
                # All that append() would check has been checked; this is five times as fast.
                circuit._append(self.instruction(op, at))  # noqa: SLF001

    def instruction(self, op: list[Any], at: str) -> CircuitInstruction:
        """Return one checked instruction."""
        name, params, places = op[:3]
        qubits = self.bits(places, self.whole.qubits, at)
        if name in GATES:
            _length(op, 3, at)
            return CircuitInstruction(_gate(name, params, len(qubits), at), qubits)
        if name == "oracle":
            return CircuitInstruction(self.oracle(op, len(qubits), at), qubits)
        if name not in {"measure", "reset", "barrier"}:
            raise AnswerMalformed("unknown-gate", at, name[:40])
        _length(op, 4 if name == "measure" else 3, at)
        if params != [] or (name != "barrier" and len(qubits) != 1):
            raise AnswerMalformed("arity", at, name)
        if name == "measure":
            clbits = self.bits(op[3], self.whole.clbits, at)
            if len(clbits) != 1:
                raise AnswerMalformed("arity", at, name)
            return CircuitInstruction(Measure(), qubits, clbits)
        return CircuitInstruction(Reset() if name == "reset" else Barrier(len(qubits)), qubits)

    def oracle(self, op: list[Any], width: int, at: str) -> OpaqueGate:
        """Return a use of an oracle that the exercise hands out."""
        _length(op, 7, at)
        _, params, _, name, exponent, controls, state = op
        if params != [] or any(type(number) is not int for number in (exponent, controls, state)):
            raise AnswerMalformed("parameters", at, "oracle")
        if type(name) is not str or name not in self.oracles:
            raise AnswerMalformed("opaque-gate", at, str(name)[:40])
        if controls < 0 or width - controls != self.oracles[name]:
            raise AnswerMalformed("arity", at, name)
        if not 0 <= state < 1 << controls or abs(exponent) > EXPONENT_MAX:
            raise AnswerMalformed("parameters", at, name)
        return OpaqueGate(
            name, width - controls, exponent=exponent, num_ctrl_qubits=controls, ctrl_state=state
        )

    def bits(self, places: Any, among: list[Any], at: str) -> list[Any]:  # noqa: ANN401
        """Return the bits with these numbers: whole numbers, in range, each once."""
        if type(places) is not list or any(type(place) is not int for place in places):
            raise AnswerMalformed("type", at)
        if any(not 0 <= place < len(among) for place in places):
            raise AnswerMalformed("qubit-range", at)
        if len(set(places)) != len(places):
            raise AnswerMalformed("repeated-qubit", at)
        return [among[place] for place in places]

    def branch(self, circuit: QuantumCircuit, op: list[Any], at: str, blocks: int) -> None:
        """Append a conditional block that spans just the bits that it uses."""
        _length(op, 6, at)
        _, params, qubits, places, value, branches = op
        bits = self.bits(places, self.whole.clbits, at)
        if params != [] or qubits != [] or not 0 < len(bits) <= CONDITION_BITS:
            raise AnswerMalformed("arity", at, "if")
        if type(value) is not int or not 0 <= value < 1 << len(bits):
            raise AnswerMalformed("type", at, "if")
        if type(branches) is not list or len(branches) != 2 or blocks >= BLOCK_DEPTH:
            raise AnswerMalformed("control-flow", at)
        drafts = []
        for side, ops in enumerate(branches):
            self.room.take(len(self.whole.qubits) + len(self.whole.clbits), "operations", at)
            draft = QuantumCircuit(self.whole.qubits, self.whole.clbits)
            self.fill(draft, ops, f"{at}[5][{side}]", blocks + 1)
            drafts.append(draft)
        used = {
            bit for draft in drafts for item in draft.data for bit in (*item.qubits, *item.clbits)
        }
        used.update(bits)
        qubits = [bit for bit in self.whole.qubits if bit in used]
        clbits = [bit for bit in self.whole.clbits if bit in used]
        bodies = []
        for draft in drafts:
            body = QuantumCircuit(qubits, clbits, *draft.cregs)
            for item in draft.data:
                body.append(item)
            bodies.append(body)
        condition: Any = (bits[0], value)
        if len(bits) > 1:
            register = ClassicalRegister(bits=bits)
            circuit.add_register(register)
            condition = (register, value)
        then, other = bodies
        block = IfElseOp(condition, then, other if len(other.data) else None)
        circuit.append(CircuitInstruction(block, qubits, clbits))


def _length(op: list[Any], length: int, at: str) -> None:
    if len(op) != length:
        raise AnswerMalformed("arity", at, op[0])


def _gate(name: str, params: Any, width: int, at: str) -> Any:  # noqa: ANN401
    row = GATES[name]
    if not (width >= row.num_qubits if row.any_width else width == row.num_qubits):
        raise AnswerMalformed("arity", at, name)
    if type(params) is not list or len(params) != row.num_params:
        raise AnswerMalformed("parameters", at, name)
    for place, angle in enumerate(params):
        if type(angle) is not float or abs(angle) > ANGLE_MAX:
            code = "angle-range" if type(angle) is float else "type"
            raise AnswerMalformed(code, f"{at}.params[{place}]", name)
    controls_or_width = width - (row.num_qubits - row.num_ctrl_qubits if row.num_ctrl_qubits else 0)
    if not params:
        return _shared(name, controls_or_width)
    return gate_class(name)(*params, *([controls_or_width] if row.any_width else []))
