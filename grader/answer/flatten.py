"""Turn a learner's circuit into wire operations, by what its gates *are*.

The circuit is hostile: its class may lie about `data`, a gate called ``h`` may hold something
else, a definition may contain itself. So the instructions are read from the Rust data behind the
circuit, a gate keeps its name only if its exact class is the library's, and all else is unfolded
by definition, with a bound on depth and on the number of instructions seen.

What is refused here is refused again, from the bytes, by `grader.answer.rebuild`: this side only
makes the message clear.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn

import numpy as np

from grader.answer.opaque import OpaqueGate
from grader.answer.schema import (
    ANGLE_MAX,
    BLOCK_DEPTH,
    CLBITS_MAX,
    CONDITION_BITS,
    EXPONENT_MAX,
    FORBIDDEN,
    GATES,
    ORACLE_NAME,
    Caps,
    gate_class,
)
from grader.errors import AnswerMalformed, AnswerTooLarge

__all__ = ["flatten", "is_circuit"]

UNFOLD_DEPTH = 32
"""Definitions inside each other, at most: a gate made of itself for one qubit less needs many."""
_ORACLE = ("oracle", "exponent", "num_ctrl_qubits", "ctrl_state")


@dataclass(frozen=True, slots=True)
class _Classes:
    """Qiskit's classes by meaning; the dictionaries hold exact types, never looked up by name."""

    circuit: Any
    data: Any
    blueprint: Any
    gates: dict[type, str]
    others: dict[type, str]
    forbidden: tuple[type, ...]
    control_flow: Any
    annotated: Any
    expression: Any
    classical: Any


@cache
def _classes() -> _Classes:
    from qiskit import QuantumCircuit
    from qiskit.circuit import (
        AnnotatedOperation,
        Barrier,
        CircuitData,
        ControlFlowOp,
        IfElseOp,
        Measure,
        ParameterExpression,
        Reset,
        library,
    )
    from qiskit.circuit.classical import expr

    gates: dict[type, str] = {}
    for name, gate in GATES.items():
        plain = gate_class(name)
        width = [gate.num_ctrl_qubits or gate.num_qubits] if gate.any_width else []
        gates[plain] = name
        # The shared instance of a gate without parameters is of a hidden subclass.
        gates[type(plain(*[0.5] * gate.num_params, *width))] = name
    others: dict[type, str] = {Barrier: "barrier", IfElseOp: "if"}
    for plain, name in ((Measure, "measure"), (Reset, "reset")):
        others |= {plain: name, type(plain()): name}
    return _Classes(
        circuit=QuantumCircuit,
        data=CircuitData,
        blueprint=library.BlueprintCircuit,
        gates=gates,
        others=others,
        forbidden=tuple(getattr(library, name) for name in FORBIDDEN),
        control_flow=ControlFlowOp,
        annotated=AnnotatedOperation,
        expression=ParameterExpression,
        classical=expr,
    )


def is_circuit(kind: type) -> bool:
    """Tell whether objects of this exact type are circuits; ``__class__`` may lie, this not."""
    return issubclass(kind, _classes().circuit)


def flatten(circuit: object, caps: Caps, path: str) -> dict[str, Any]:
    """Return the wire form of a circuit.

    Args:
        circuit: An object whose type passed `is_circuit`.
        caps: Sizes over which the circuit is refused.
        path: Where the circuit stands in the answer.

    Raises:
        AnswerMalformed: If an operation has no place on the wire.
        AnswerTooLarge: If a size is over its cap.
    """
    data = _data_of(circuit, path)
    if data.num_qubits > caps.max_qubits:
        raise AnswerTooLarge("qubits", path, str(data.num_qubits))
    if data.num_clbits > CLBITS_MAX:
        raise AnswerTooLarge("clbits", path, str(data.num_clbits))
    walk = _Walk(caps, path)
    scope = _Scope(data, range(data.num_qubits), range(data.num_clbits))
    ops: list[Any] = []
    phase = walk.circuit(data, scope, ops)
    return {
        "t": "circuit",
        "nq": data.num_qubits,
        "nc": data.num_clbits,
        # Of a tiny negative phase the first remainder is 2 pi itself.
        "gp": phase % math.tau % math.tau,
        "ops": ops,
    }


def _data_of(circuit: object, path: str) -> Any:  # noqa: ANN401
    """Read the Rust data of a circuit past all attributes that its class may define."""
    classes = _classes()
    if issubclass(type(circuit), classes.blueprint):
        circuit.data  # type: ignore[attr-defined]  # noqa: B018 - a blueprint is built on first use
    data = object.__getattribute__(circuit, "_data")
    if type(data) is not classes.data:
        raise AnswerMalformed("type", path, type(data).__name__[:40])
    return data


class _Scope:
    """Maps the bits of one circuit to the bits of the whole answer."""

    def __init__(self, data: Any, qubits: Any, clbits: Any) -> None:  # noqa: ANN401
        self.qubits: dict[Any, int] = dict(zip(data.qubits, qubits, strict=True))
        self.clbits: dict[Any, int] = dict(zip(data.clbits, clbits, strict=True))


class _Walk:
    """Walks one circuit; counts what it sees, so that doubling gates come to an end."""

    def __init__(self, caps: Caps, path: str) -> None:
        self.caps = caps
        self.path = path
        self.at = path
        self.operations = 0
        # Barriers and composites are seen but not sent; leave room for honest ones.
        self.unseen = 2 * caps.operations + 1000

    def circuit(
        self,
        data: Any,  # noqa: ANN401
        scope: _Scope,
        out: list[Any],
        depth: int = 0,
        blocks: int = 0,
    ) -> float:
        """Append the operations of `data` to `out`; return its global phase."""
        classes = _classes()
        phase = self.angle(data.global_phase, ".global_phase")
        for index, instruction in enumerate(data):
            if depth == 0 and blocks == 0:
                self.at = f"{self.path}.ops[{index}]"
            self.unseen -= 1
            if self.unseen < 0:
                raise AnswerTooLarge("operations", self.at, f"> {self.caps.operations}")
            operation = instruction.operation
            params = instruction.params
            qubits = [scope.qubits[bit] for bit in instruction.qubits]
            if type(operation) is classes.annotated:
                operation = self.applied(operation)
                params = operation.params
            kind = type(operation)
            if kind in classes.gates:
                self.gate(classes.gates[kind], operation, params, qubits, out)
            elif kind is OpaqueGate:
                self.oracle(operation, qubits, out)
            elif kind in classes.others:
                self.other(classes.others[kind], instruction, scope, out, blocks)
            else:
                clbits = [scope.clbits[bit] for bit in instruction.clbits]
                inner = self.definition(operation, len(qubits), len(clbits), depth)
                below = _Scope(inner, qubits, clbits)
                phase += self.circuit(inner, below, out, depth + 1, blocks)
        return phase

    def emit(self, out: list[Any], operation: list[Any]) -> None:
        """Append one operation and count it."""
        self.operations += 1
        if self.operations > self.caps.operations:
            raise AnswerTooLarge("operations", self.at, f"> {self.caps.operations}")
        out.append(operation)

    def gate(
        self,
        name: str,
        operation: Any,  # noqa: ANN401
        params: Any,  # noqa: ANN401
        qubits: list[int],
        out: list[Any],
    ) -> None:
        """Send a library gate; X on both sides of each control that waits for 0."""
        row = GATES[name]
        fits = len(qubits) >= row.num_qubits if row.any_width else len(qubits) == row.num_qubits
        if not fits or len(params) != row.num_params:
            self.refuse("opaque-gate", name)
        angles = [self.angle(value, f".params[{i}]") for i, value in enumerate(params)]
        opened: list[int] = []
        if row.num_ctrl_qubits:
            controls = row.num_ctrl_qubits + len(qubits) - row.num_qubits
            state = operation.ctrl_state
            if type(state) is not int or not 0 <= state < 1 << controls:
                self.refuse("opaque-gate", name)
            opened = [qubits[i] for i in range(controls) if not state >> i & 1]
        for qubit in opened:
            self.emit(out, ["x", [], [qubit]])
        self.emit(out, [name, angles, qubits])
        for qubit in opened:
            self.emit(out, ["x", [], [qubit]])

    def oracle(self, operation: Any, qubits: list[int], out: list[Any]) -> None:  # noqa: ANN401
        """Send a use of an oracle, by what the gate says of itself; the judge knows its width."""
        said = object.__getattribute__(operation, "__dict__")
        name, *numbers = (said.get(key) for key in _ORACLE)
        if type(name) is not str or not ORACLE_NAME.fullmatch(name):
            self.refuse("opaque-gate")
        if any(type(number) is not int for number in numbers):
            self.refuse("opaque-gate", name)
        exponent, controls, state = numbers
        if not 0 <= controls < len(qubits) or not 0 <= state < 1 << controls:
            self.refuse("opaque-gate", name)
        if abs(exponent) > EXPONENT_MAX:
            self.refuse("opaque-gate", name)
        self.emit(out, ["oracle", [], qubits, name, exponent, controls, state])

    def applied(self, operation: Any) -> Any:  # noqa: ANN401
        """Return the gate that an annotated one stands for; what comes back is read as any gate."""
        gate = operation.base_op
        try:
            for modifier in operation.modifiers:
                kind = type(modifier).__name__
                if kind == "InverseModifier":
                    gate = gate.inverse(annotated=False)
                elif kind == "ControlModifier":
                    controls, state = modifier.num_ctrl_qubits, modifier.ctrl_state
                    gate = gate.control(controls, ctrl_state=state, annotated=False)
                else:
                    gate = gate.power(modifier.power, annotated=False)
        except Exception as error:
            raise AnswerMalformed("opaque-gate", self.at, _shown(operation)) from error
        return gate

    def other(
        self,
        name: str,
        instruction: Any,  # noqa: ANN401
        scope: _Scope,
        out: list[Any],
        blocks: int,
    ) -> None:
        """Send a measurement, a reset or a conditional block; leave barriers out."""
        qubits = [scope.qubits[bit] for bit in instruction.qubits]
        if name == "measure":
            clbits = [scope.clbits[bit] for bit in instruction.clbits]
            self.emit(out, ["measure", [], qubits, clbits])
        elif name == "reset":
            self.emit(out, ["reset", [], qubits])
        elif name == "if":
            self.branch(instruction, scope, out, blocks)

    def branch(
        self,
        instruction: Any,  # noqa: ANN401
        scope: _Scope,
        out: list[Any],
        blocks: int,
    ) -> None:
        """Send a conditional block. A branch's global phase cannot be observed and is dropped."""
        if blocks >= BLOCK_DEPTH:
            self.refuse("control-flow", "if")
        operation = instruction.operation
        left, value = self.condition(operation.condition)
        bits = [left] if left in scope.clbits else list(left)
        if not 0 < len(bits) <= CONDITION_BITS or not 0 <= value < 1 << len(bits):
            self.refuse("control-flow", "if")
        qubits = [scope.qubits[bit] for bit in instruction.qubits]
        clbits = [scope.clbits[bit] for bit in instruction.clbits]
        branches: list[list[Any]] = [[], []]
        self.emit(out, ["if", [], [], [scope.clbits[bit] for bit in bits], int(value), branches])
        for block, inner in zip(operation.blocks, branches, strict=False):
            data = _data_of(block, self.at)
            self.circuit(data, _Scope(data, qubits, clbits), inner, 0, blocks + 1)

    def condition(self, condition: Any) -> tuple[Any, Any]:  # noqa: ANN401
        """Return a condition as a bit or register and its value; few expressions are one."""
        expr = _classes().classical
        if type(condition) is tuple:
            return condition
        wanted: Any = True
        if type(condition) is expr.Unary and condition.op.name in {"LOGIC_NOT", "BIT_NOT"}:
            condition, wanted = condition.operand, False
        elif type(condition) is expr.Binary and condition.op.name == "EQUAL":
            sides = (condition.left, condition.right)
            known = [side.value for side in sides if type(side) is expr.Value]
            others = [side for side in sides if type(side) is not expr.Value]
            if len(known) == len(others) == 1:
                condition, wanted = others[0], known[0]
        if type(condition) is not expr.Var or condition.standalone:
            self.refuse("control-flow", "expr")
        return condition.var, wanted

    def definition(
        self,
        operation: Any,  # noqa: ANN401
        num_qubits: int,
        num_clbits: int,
        depth: int,
    ) -> Any:  # noqa: ANN401
        """Return the data of the circuit that defines an operation, or refuse it."""
        classes = _classes()
        kind = type(operation)
        for plain in classes.forbidden:
            if issubclass(kind, plain):
                self.refuse("forbidden-op", plain.__name__)
        if issubclass(kind, classes.control_flow):
            self.refuse("control-flow", kind.__name__)
        if kind.__name__ in {"Delay", "Store"}:
            self.refuse("forbidden-op", kind.__name__)
        name = _shown(operation)
        if depth >= UNFOLD_DEPTH:
            raise AnswerTooLarge("unfolding", self.at, name)
        try:
            definition = operation.definition
        except Exception as error:
            raise AnswerMalformed("opaque-gate", self.at, name) from error
        if not is_circuit(type(definition)):
            self.refuse("opaque-gate", name)
        data = _data_of(definition, self.at)
        if (data.num_qubits, data.num_clbits) != (num_qubits, num_clbits):
            self.refuse("opaque-gate", name)
        return data

    def angle(self, value: object, where: str) -> float:
        """Return an angle as a finite float."""
        if issubclass(type(value), _classes().expression):
            if value.parameters:  # type: ignore[attr-defined]
                names = sorted(str(free.name) for free in value.parameters)  # type: ignore[attr-defined]
                self.refuse("unbound-parameter", ", ".join(names)[:80], where)
            value = value.numeric()  # type: ignore[attr-defined]
        if issubclass(type(value), (complex, np.complexfloating)):
            self.refuse("complex-angle", where=where)
        try:
            angle = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            self.refuse("type", type(value).__name__[:40], where)
        if not math.isfinite(angle):
            self.refuse("nan", where=where)
        if abs(angle) > ANGLE_MAX:
            self.refuse("angle-range", f"{angle:.3g}", where)
        return angle

    def refuse(self, code: str, detail: str = "", where: str = "") -> NoReturn:
        """Raise with the place in the learner's own circuit."""
        raise AnswerMalformed(code, self.at + where, detail)


def _shown(operation: Any) -> str:  # noqa: ANN401
    """Return a gate's name for a message: short, printable."""
    name = getattr(operation, "name", "")
    if type(name) is not str or not name.isprintable():
        name = type(operation).__name__
    return name[:40]
