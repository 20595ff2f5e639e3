"""Form of circuit answers, and which qubits may meet: checks that come before correctness."""

from collections.abc import Iterator

from qiskit import QuantumCircuit

from grader.answer.schema import GATES
from grader.judge.diagnosis.wording import angle
from grader.judge.finding import Finding, malformed, wrong
from grader.judge.goal import Goal
from grader.judge.metrics.clifford_t import exact, is_fault_tolerant
from grader.judge.metrics.translation import recipe
from grader.judge.program import Op, Program
from grader.verdict import Outcome, Reason

__all__ = [
    "DYNAMIC",
    "circuit_form",
    "connected",
    "coupling_fault",
    "kind_of",
    "rules_fault",
    "width_fault",
]

DYNAMIC = frozenset({"measure", "reset", "if"})
"""Operations that are no gates; a circuit may hold them only where the exercise says so."""


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


def circuit_form(
    value: object, goal: Goal, *, extra: frozenset[str] = frozenset()
) -> Finding | None:
    """Check that the value is a circuit of allowed gates, and of no other operation but `extra`."""
    if not isinstance(value, QuantumCircuit):
        return malformed("type", expected="circuit", got=kind_of(value))
    program = Program.of(value)
    for index, op in _numbered(program):
        if not op.unitary and op.name not in extra:
            picture = _place(index, op)
            return malformed("measurement", picture, gate=op.name, index=index)
    return _gate_list(program, goal.answer.gates) or _basis_fault(program, goal)


def _numbered(program: Program) -> Iterator[tuple[int, Op]]:
    """Yield each operation with its place; inside a conditional block that of its ``if``."""
    for index, op in enumerate(program.ops):
        for inner in Program(program.num_qubits, (op,)).every:
            yield index, inner


def _gate_list(program: Program, allowed: tuple[str, ...] | None) -> Finding | None:
    if allowed is None:
        return None
    for index, op in _numbered(program):
        if not op.unitary or op.name in allowed or (len(op.qubits) == 1 and "1q" in allowed):
            continue
        return malformed(
            "gate-list", _place(index, op), gate=op.name, index=index, allowed=", ".join(allowed)
        )
    return None


def _basis_fault(program: Program, goal: Goal) -> Finding | None:
    """Find an angle that Clifford gates and T do not reach, where the basis has only these."""
    if not is_fault_tolerant(goal.basis.gates):
        return None
    for index, op in _numbered(program):
        if op.name not in GATES:
            continue
        odd = exact(op.name, len(op.qubits), op.params).odd_angle
        if odd is not None:
            return malformed(
                "t-basis", _place(index, op), gate=op.name, index=index, angle=angle(odd)
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
    for index, op in _numbered(program):
        if len(op.qubits) < 2 or not op.unitary:
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


def rules_fault(program: Program, goal: Goal) -> Finding | None:
    """Check what a right circuit must keep to besides: coupling, forbidden pairs, caps."""
    return coupling_fault(program, goal) or _pair_fault(program, goal) or _over_cap(program, goal)


def _pair_fault(program: Program, goal: Goal) -> Finding | None:
    for one, two in goal.options.get("forbidden_pairs", ()):
        for index, op in _numbered(program):
            if op.unitary and {one, two} <= set(op.qubits):
                return wrong(
                    "coupling",
                    "coupling",
                    _place(index, op),
                    pattern="forbidden",
                    pair=f"q{one}-q{two}",
                    gate=op.name,
                    index=index,
                )
    return None


def _over_cap(program: Program, goal: Goal) -> Finding | None:
    for key, name in (("measures", "measure"), ("conditionals", "if")):
        limit = goal.options.get(key)
        count = sum(op.name == name for op in program.every)
        if limit is not None and count > limit:
            reason = Reason(key=key, params={"value": count, "limit": limit})
            return Finding(outcome=Outcome.LIMIT_EXCEEDED, reason=reason, method="count")
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
