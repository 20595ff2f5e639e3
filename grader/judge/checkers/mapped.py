"""Checker ``mapped``: a circuit for a device twin that acts as the target under its layouts.

The answer is ``(circuit, layout_in, layout_out)``: ``layout_in[i]`` is the physical qubit that
holds logical qubit ``i`` at the start (all others start in 0), ``layout_out[i]`` the one that
holds it at the end; every other qubit must end in 0. Legal are ``rz``, ``sx``, ``x``, and
the twin's two-qubit gate (``ecr`` or ``cz``) along a listed edge in its listed direction; edges
with error 1 are not.

States: ``1 - F <= 1e-6`` on all active qubits. Unitaries: the same tolerance as the checker
``unitary``, over all logical inputs. More than 20 active qubits are judged by stabilisers, where
target (a circuit) and answer are Clifford up to rotations that cancel: any other sign, correlation
or gate is refused, however small its effect.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from qiskit import QuantumCircuit

from grader.devices.twins import Twin, twin
from grader.errors import CheckerFailed, JudgeUndecided
from grader.judge._registry import Checker, register
from grader.judge.diagnosis.stabilizers import wrong_stabilizers
from grader.judge.equivalence import compare_state, compare_unitary
from grader.judge.finding import Finding, malformed, wrong
from grader.judge.form import circuit_form, kind_of, width_fault
from grader.judge.goal import Goal
from grader.judge.program import Op, Program
from grader.judge.targets import Target, state_target, unitary_target
from grader.verdict import Outcome, Reason

__all__ = ["CHECKER"]

_ACTIVE_QUBITS = 20
_WORK = 1 << 30
"""Amplitudes times operations that are simulated, at most: a few seconds."""


def _form(value: Any, goal: Goal) -> Finding | None:  # noqa: ANN401 - any value of the wire
    if not isinstance(value, (tuple, list)):
        return malformed("type", expected="mapped", got=kind_of(value))
    if len(value) != 3:
        return malformed("length", expected=3, got=len(value))
    circuit, *layouts = value
    fault = circuit_form(circuit, goal)
    if fault is not None:
        return fault
    device = twin(goal.options["twin"])
    target = _target(goal)
    width = width_fault(Program.of(circuit), device.num_qubits)
    if width is not None:
        return width
    for name, layout in zip(("layout_in", "layout_out"), layouts, strict=True):
        fault = _layout_fault(name, layout, target.num_qubits, device.num_qubits)
        if fault is not None:
            return fault
    # Here, so that nothing illegal is measured: translating gates on 127 qubits takes long.
    return _isa_fault(Program.of(circuit), device)


def _layout_fault(name: str, layout: Any, length: int, num_qubits: int) -> Finding | None:  # noqa: ANN401
    if isinstance(layout, np.ndarray) and layout.ndim == 1 and layout.dtype.kind in "iu":
        layout = layout.tolist()
    if not isinstance(layout, (list, tuple)) or not all(type(qubit) is int for qubit in layout):
        return malformed("layout", name=name, pattern="type", expected=length)
    if len(layout) != length:
        return malformed("layout", name=name, pattern="length", expected=length, got=len(layout))
    if len(set(layout)) != length or not all(0 <= qubit < num_qubits for qubit in layout):
        return malformed("layout", name=name, pattern="distinct", expected=length)
    return None


def _target(goal: Goal) -> Target:
    if goal.options["of"] == "unitary":
        return unitary_target(goal.expected)
    if goal.options["of"] == "state":
        return state_target(goal.expected)
    raise CheckerFailed("the option 'of' is 'state' or 'unitary'")


def _correct(value: Any, goal: Goal) -> Finding:  # noqa: ANN401 - checked by _form
    circuit: QuantumCircuit = value[0]
    layout_in, layout_out = (tuple(map(int, layout)) for layout in value[1:])
    program = Program.of(circuit)
    target = _target(goal)
    # Only qubits that something acts on, or that the layouts name, need to be simulated; where
    # a state is asked all qubits start in 0, whatever `layout_in` says.
    active = program.touched | set(layout_out)
    if goal.options["of"] == "unitary":
        active |= set(layout_in)
        return _unitary(program, target, layout_in, layout_out, sorted(active), goal)
    return _state(program, target, layout_out, sorted(active), goal)


def _isa_fault(program: Program, device: Twin) -> Finding | None:
    for index, op in enumerate(program.ops):
        pattern = _illegal(op, device)
        if pattern is not None:
            return wrong(
                "isa",
                "isa",
                {"kind": "circuit", "index": index, "gate": op.name, "qubits": list(op.qubits)},
                pattern=pattern,
                gate=op.name,
                edge=", ".join(map(str, op.qubits)),
                index=index,
                basis=", ".join(device.basis),
                device=device.name,
            )
    return None


def _illegal(op: Op, device: Twin) -> str | None:
    if op.name not in device.basis:
        return "gate"
    if len(op.qubits) == 1:
        return None
    edge = (op.qubits[0], op.qubits[1])
    if edge in device.edges:
        return None
    if edge in device.faulty or edge[::-1] in device.faulty:
        return "faulty"
    return "direction" if edge[::-1] in device.edges else "edge"


def _state(
    program: Program, target: Target, layout_out: tuple[int, ...], active: list[int], goal: Goal
) -> Finding:
    order = [*layout_out, *(qubit for qubit in active if qubit not in layout_out)]
    places = {qubit: place for place, qubit in enumerate(order)}
    narrow = program.mapped(places, len(order))
    if len(order) <= _ACTIVE_QUBITS and len(program.ops) > _WORK >> len(order):
        return _too_long(len(program.ops), _WORK >> len(order))
    try:
        finding = compare_state(narrow, target, goal.options["tolerance"] or 1e-6)
    except JudgeUndecided:
        if max(target.num_qubits, _ACTIVE_QUBITS) >= len(order):
            raise
        return _too_many(len(order))
    if target.program is not None and finding.reason.params.get("pattern") == "wide":
        finding = wrong_stabilizers(narrow, target.program, finding.method)
    return _by_layout(finding)


def _by_layout(finding: Finding) -> Finding:
    """Point at ``layout_out`` where other qubits are not in 0: its usual cause."""
    if finding.reason.key != "ancilla":
        return finding
    params = {**finding.reason.params, "pattern": "layout"}
    return replace(finding, reason=Reason(key="ancilla", params=params))


def _too_many(active: int) -> Finding:
    """Refuse what is too wide to judge: a guard, and no legal answer needs that many."""
    params = {"value": active, "limit": _ACTIVE_QUBITS}
    return Finding(outcome=Outcome.LIMIT_EXCEEDED, reason=Reason(key="qubits", params=params))


def _too_long(operations: int, limit: int) -> Finding:
    """Refuse what would take too long to simulate: a guard as well."""
    params = {"detail": f"{operations} > {limit}"}
    return Finding(outcome=Outcome.LIMIT_EXCEEDED, reason=Reason(key="operations", params=params))


def _unitary(
    program: Program,
    target: Target,
    layout_in: tuple[int, ...],
    layout_out: tuple[int, ...],
    active: list[int],
    goal: Goal,
) -> Finding:
    # Logical qubits first by where they start; a final relabelling puts them back in place.
    rest = [qubit for qubit in active if qubit not in layout_in]
    places = {qubit: place for place, qubit in enumerate([*layout_in, *rest])}
    narrow = program.mapped(places, len(active))
    relabelled = narrow.followed_by(_relabel(layout_out, places, len(active)))
    clean = len(active) - target.num_qubits
    tolerance = goal.options["tolerance"] or 1e-7
    if len(active) > _ACTIVE_QUBITS and target.program is None:
        return _too_many(len(active))
    try:
        found = compare_unitary(
            relabelled, target, policy="clean", ancillas=clean, tolerance=tolerance
        )
    except JudgeUndecided:
        if max(target.num_qubits, _ACTIVE_QUBITS) >= len(active):
            raise
        return _too_many(len(active))
    return _by_layout(found)


def _relabel(layout_out: tuple[int, ...], places: dict[int, int], width: int) -> Program:
    """Return swaps that bring logical qubit `i` from ``layout_out[i]`` to place `i`."""
    where = [places[qubit] for qubit in layout_out]
    swaps = []
    for logical in range(len(where)):
        here = where[logical]
        if here == logical:
            continue
        swaps.append(Op("swap", (), (logical, here)))
        where = [{logical: here, here: logical}.get(place, place) for place in where]
    return Program(width, tuple(swaps))


def _program(value: Any) -> Program:  # noqa: ANN401 - checked by _form
    return Program.of(value[0])


CHECKER = register(
    Checker(
        name="mapped",
        options={"twin": "kawasaki", "of": "state", "tolerance": None},
        form=_form,
        correct=_correct,
        program=_program,
    )
)
