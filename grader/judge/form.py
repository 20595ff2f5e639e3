"""Form of circuit answers, and which qubits may meet: checks that come before correctness."""

from collections.abc import Iterable

from qiskit import QuantumCircuit

from grader.judge.finding import Finding, malformed, wrong
from grader.judge.goal import Goal
from grader.judge.metrics.translation import recipe
from grader.judge.program import Op, Program

__all__ = ["circuit_form", "connected", "coupling_fault", "kind_of", "width_fault"]


def kind_of(value: object) -> str:
    """Return the word for a value's kind, as the messages use it."""
    if value is None:
        return "none"
    names = {
        "QuantumCircuit": "circuit",
        "SparsePauliOp": "operator",
        "bool": "bool",
        "int": "integer",
        "float": "number",
        "complex": "complex",
        "str": "text",
        "list": "list",
        "tuple": "tuple",
        "dict": "dict",
        "ndarray": "array",
    }
    return names.get(type(value).__name__, "other")


def circuit_form(value: object, goal: Goal) -> Finding | None:
    """Check that the value is a circuit of allowed gates only, without measurement."""
    if not isinstance(value, QuantumCircuit):
        return malformed("type", expected="circuit", got=kind_of(value))
    program = Program.of(value)
    for index, op in enumerate(program.ops):
        if not op.unitary:
            picture = _place(index, op)
            return malformed("measurement", picture, gate=op.name, index=index)
    return _gate_list(program.ops, goal.answer.gates)


def _gate_list(ops: Iterable[Op], allowed: tuple[str, ...] | None) -> Finding | None:
    if allowed is None:
        return None
    for index, op in enumerate(ops):
        if op.name in allowed or (len(op.qubits) == 1 and "1q" in allowed):
            continue
        return malformed(
            "gate-list", _place(index, op), gate=op.name, index=index, allowed=", ".join(allowed)
        )
    return None


def width_fault(program: Program, wanted: int) -> Finding | None:
    """Check the number of qubits where the deliverable fixes it."""
    if program.num_qubits == wanted:
        return None
    return malformed("width", expected=wanted, got=program.num_qubits)


def coupling_fault(program: Program, goal: Goal) -> Finding | None:
    """Find the first two-qubit gate between qubits that are not connected.

    Gates on more than two qubits count by the pairs that their translation uses.
    """
    coupling = goal.basis.coupling
    if coupling == "all" or coupling.startswith("device:"):
        return None
    for index, op in enumerate(program.ops):
        if len(op.qubits) < 2:
            continue
        width = len(op.qubits)
        cost = recipe(op.name, width, tuple(0.1 for _ in op.params), ("cx", "rz", "sx", "x"))
        for one, two in cost.pairs:
            pair = sorted((op.qubits[one], op.qubits[two]))
            if not connected(coupling, pair[0], pair[1], program.num_qubits):
                return wrong(
                    "coupling",
                    "coupling",
                    _place(index, op),
                    pair=f"q{pair[0]}-q{pair[1]}",
                    gate=op.name,
                    index=index,
                    coupling=coupling,
                )
    return None


def connected(coupling: str, low: int, high: int, num_qubits: int) -> bool:
    """Whether two qubits, ``low < high``, are neighbours in a named coupling."""
    if coupling.startswith("grid:"):
        rows, cols = map(int, coupling.removeprefix("grid:").split("x"))
        inside = high < rows * cols
        same_row = low // cols == high // cols and high - low == 1
        return inside and (same_row or high - low == cols)
    ends = coupling == "ring" and (low, high) == (0, num_qubits - 1)
    return high - low == 1 or ends


def _place(index: int, op: Op) -> dict[str, object]:
    return {"kind": "circuit", "index": index, "gate": op.name, "qubits": list(op.qubits)}
