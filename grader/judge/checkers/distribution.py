"""Checker ``distribution``: the outcomes of the circuit have the probabilities that are asked.

They are calculated, never sampled: from the amplitudes, and over all branches of a circuit with
measurements in its midst. ``expected`` is a dict from label to probability (labels left out: 0),
accepted when the total variation distance is at most ``tolerance`` (1e-6): 0.50000099 for 0.5 is
accepted, 0.50000101 refused. Or it is `Likely`: the listed outcomes reach a total probability, or
one of them is the most probable; both hold to 1e-9.

``measured = "clbits"`` (default): the classical bits, first one rightmost, all registers joined
without blanks; bits that nothing writes are 0. ``measured = [0, 1]``: these qubits (first one
rightmost) of a circuit that is not measured. Unless ``dynamic = true`` measurements stand at the
end and there is neither reset nor condition. ``width`` fixes the number of qubits.
"""

from collections.abc import Mapping
from dataclasses import replace

from qiskit import QuantumCircuit

from grader.errors import CheckerFailed
from grader.judge._registry import Checker, register
from grader.judge.branches import Ensemble, simulate, without_readout
from grader.judge.diagnosis.distributions import distance, too_rare, wrong_distribution
from grader.judge.finding import Finding, accepted, malformed
from grader.judge.form import DYNAMIC, circuit_form, rules_fault, width_fault
from grader.judge.goal import Goal
from grader.judge.likely import Likely
from grader.judge.program import Program

__all__ = ["CHECKER"]

_ROUNDING = 1e-9


def _form(value: QuantumCircuit, goal: Goal) -> Finding | None:
    options = goal.options
    on_clbits = options["measured"] == "clbits"
    extra = DYNAMIC if options["dynamic"] else frozenset({"measure"} if on_clbits else ())
    fault = circuit_form(value, goal, extra=extra)
    if fault is not None:
        return fault
    program = Program.of(value)
    asked = _asked(goal)
    fault = _clbits_fault(program, asked) if on_clbits else _qubits_fault(program, goal, asked)
    if fault is not None:
        return fault
    if options["width"] is not None:
        fault = width_fault(program, options["width"])
    return fault or (None if options["dynamic"] else _midway(program))


def _asked(goal: Goal) -> int:
    """Return the number of bits of a label.

    Raises:
        CheckerFailed: If ``expected`` is neither form, or its labels are no bit strings.
    """
    wanted = _wanted(goal)
    labels = wanted.outcomes if isinstance(wanted, Likely) else tuple(wanted)
    widths = {len(label) for label in labels}
    if len(widths) != 1 or not all(set(label) <= {"0", "1"} for label in labels):
        raise CheckerFailed("a distribution needs labels of 0 and 1, all of one length")
    if not isinstance(wanted, Likely) and abs(sum(wanted.values()) - 1) > _ROUNDING:
        raise CheckerFailed("the probabilities of the target must add up to 1")
    return widths.pop()


def _wanted(goal: Goal) -> Likely | Mapping[str, float]:
    found = goal.expected
    if isinstance(found, Likely):
        return found
    if not isinstance(found, Mapping):
        raise CheckerFailed("the target must be a dict from label to probability, or Likely(...)")
    return Likely.read(found) if "outcomes" in found else found


def _clbits_fault(program: Program, asked: int) -> Finding | None:
    if program.num_clbits != asked:
        return malformed("width", pattern="clbits", expected=asked, got=program.num_clbits)
    if not any(op.name == "measure" for op in program.every):
        return malformed("unmeasured", expected=asked)
    return None


def _qubits_fault(program: Program, goal: Goal, asked: int) -> Finding | None:
    which = goal.options["measured"]
    if len(which) != asked:
        raise CheckerFailed(f"options.measured names {len(which)} qubits; labels have {asked} bits")
    if max(which) >= program.num_qubits:
        return width_fault(program, max(which) + 1)
    return None


def _midway(program: Program) -> Finding | None:
    """Find a measurement that is not at the end."""
    rest, _ = without_readout(program.ops)
    late = next((op for op in rest if not op.unitary), None)
    if late is None:
        return None
    index = next(i for i, op in enumerate(program.ops) if op is late)
    picture = {"kind": "circuit", "index": index, "gate": late.name, "qubits": list(late.qubits)}
    return malformed("measurement", picture, pattern="midway", gate=late.name, index=index)


def _correct(value: QuantumCircuit, goal: Goal) -> Finding:
    program = Program.of(value)
    ensemble = simulate(goal.behind(program))
    finding = _compared(ensemble, goal, "branches" if goal.options["dynamic"] else "statevector")
    return (rules_fault(program, goal) or finding) if finding.accepted else finding


def _compared(ensemble: Ensemble, goal: Goal, method: str) -> Finding:
    which = goal.options["measured"]
    observed = ensemble.outcomes() if which == "clbits" else ensemble.marginal(which)
    wanted, width = _wanted(goal), _asked(goal)
    if isinstance(wanted, Likely):
        return _likely(observed, wanted, width, method)
    expected = {int(label, 2): float(weight) for label, weight in wanted.items()}
    away = distance(observed, expected)
    # The bound is part of the tolerance; the last digits of a sum are not the learner's.
    if away <= goal.options["tolerance"] * (1 + _ROUNDING) + 1e-12:
        return replace(accepted(method), metrics={"tvd": round(away, 9)})
    return wrong_distribution(observed, expected, width, method)


def _likely(observed: Mapping[int, float], wanted: Likely, width: int, method: str) -> Finding:
    listed = {int(label, 2): observed.get(int(label, 2), 0.0) for label in wanted.outcomes}
    total = sum(listed.values())
    if wanted.at_least is not None and total < wanted.at_least - _ROUNDING:
        return too_rare(observed, listed, wanted.at_least, width, method)
    others = max((w for key, w in observed.items() if key not in listed), default=0.0)
    if wanted.most_likely and max(listed.values()) <= others + _ROUNDING:
        return too_rare(observed, listed, None, width, method)
    return replace(accepted(method), metrics={"probability": round(total, 9)})


def _gates(value: QuantumCircuit) -> Program:
    return Program.of(value).gates


CHECKER = register(
    Checker(
        name="distribution",
        options={
            "tolerance": 1e-6,
            "measured": "clbits",
            "dynamic": False,
            "width": None,
            "measures": None,
            "conditionals": None,
            "forbidden_pairs": (),
        },
        form=_form,
        correct=_correct,
        program=_gates,
    )
)
