"""Checker ``state``: the circuit prepares the target state, up to a global phase.

Accepted when ``1 - F <= tolerance`` (1e-6) with F from an exact simulation of the learner's
circuit: a single rotation off by 2e-3 rad is accepted, one off by 2.1e-3 rad is refused. The
last ``ancillas`` qubits must return to 0, which is part of F.

``on = [2]``: F is that of the reduced state of these qubits (the first one is the target's q0) and
everything else is traced out; a target that is pure is then reached only by qubits that are not
entangled with the rest. ``dynamic = true``: measurements, resets and conditions are allowed, F is
the mean over all branches by their probabilities, and a branch of probability 0 counts nothing.
``width`` and ``clbits`` fix the numbers of qubits and classical bits; ``measures`` and
``conditionals`` cap their numbers (LE); a gate on one of ``forbidden_pairs`` is WA. All of these
come after correctness, as the coupling does.
"""

from contextlib import suppress

import numpy as np
from qiskit import QuantumCircuit

from grader.errors import CheckerFailed, JudgeUndecided
from grader.judge._registry import Checker, register
from grader.judge.branches import simulate
from grader.judge.diagnosis.mixtures import wrong_mixture
from grader.judge.diagnosis.stabilizers import wrong_stabilizers
from grader.judge.equivalence import compare_state
from grader.judge.finding import Finding, accepted, malformed
from grader.judge.form import DYNAMIC, circuit_form, rules_fault, width_fault
from grader.judge.goal import Goal
from grader.judge.program import Matrix, Program
from grader.judge.simulator import statevector
from grader.judge.targets import Target, state_target

__all__ = ["CHECKER"]


def _form(value: QuantumCircuit, goal: Goal) -> Finding | None:
    options = goal.options
    extra = DYNAMIC if options["dynamic"] else frozenset[str]()
    fault = circuit_form(value, goal, extra=extra)
    if fault is not None:
        return fault
    program = Program.of(value)
    clbits = options["clbits"]
    if clbits is not None and program.num_clbits != clbits:
        return malformed("width", pattern="clbits", expected=clbits, got=program.num_clbits)
    if options["width"] is not None:
        return width_fault(program, options["width"])
    if options["on"] is None:
        return width_fault(program, state_target(goal.expected).num_qubits + options["ancillas"])
    needed = max(options["on"]) + 1
    return width_fault(program, needed) if program.num_qubits < needed else None


def _correct(value: QuantumCircuit, goal: Goal) -> Finding:
    program = Program.of(value)
    target = state_target(goal.expected)
    finding = _compared(goal.behind(program), target, goal)
    return (rules_fault(program, goal) or finding) if finding.accepted else finding


def _compared(program: Program, target: Target, goal: Goal) -> Finding:
    options = goal.options
    if options["on"] is None and all(op.unitary for op in program.ops):
        finding = compare_state(program, target, options["tolerance"])
        if target.program is not None and finding.reason.params.get("pattern") == "wide":
            return wrong_stabilizers(program, target.program, finding.method)
        return finding
    on = tuple(range(program.num_qubits) if options["on"] is None else options["on"])
    expected = _amplitudes(target, 0 if options["on"] is not None else options["ancillas"])
    if len(expected) != 1 << len(on):
        raise CheckerFailed(f"options.on names {len(on)} qubits; the target has another number")
    ensemble = simulate(program, keep=on)
    overlaps = ensemble.overlaps(expected, on).values()
    total = sum(weight for weight, _ in overlaps)
    method = "branches" if options["dynamic"] else "statevector"
    if 1 - sum(part for _, part in overlaps) / total <= options["tolerance"]:
        return accepted(method)
    # All measurements as branches, so that the one that goes wrong can be named.
    with suppress(JudgeUndecided):
        ensemble = simulate(program, keep=range(program.num_qubits))
    return wrong_mixture(ensemble, expected, on, method)


def _amplitudes(target: Target, ancillas: int) -> Matrix:
    state = target.dense
    if state is None:
        assert target.program is not None  # noqa: S101 - a target is one or the other
        state = statevector(target.program)
    zero = np.zeros(1 << ancillas, dtype=complex)
    zero[0] = 1
    wide: Matrix = np.kron(zero, state).astype(complex)
    return wide


def _gates(value: QuantumCircuit) -> Program:
    return Program.of(value).gates


CHECKER = register(
    Checker(
        name="state",
        options={
            "tolerance": 1e-6,
            "ancillas": 0,
            "on": None,
            "dynamic": False,
            "width": None,
            "clbits": None,
            "measures": None,
            "conditionals": None,
            "forbidden_pairs": (),
        },
        form=_form,
        correct=_correct,
        program=_gates,
    )
)
