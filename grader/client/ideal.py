"""What the simulator without noise can do: every gate of the wire that has a fixed width."""

from functools import cache

from qiskit.circuit import IfElseOp, Measure, Parameter, Reset
from qiskit.transpiler import Target

from grader.answer.schema import GATES, gate_class
from grader.devices.twins import IDEAL, IDEAL_QUBITS

__all__ = ["ideal_target"]


@cache
def ideal_target() -> Target:
    """Return the description of the simulator without noise: every gate of fixed width."""
    target = Target(description=IDEAL, num_qubits=IDEAL_QUBITS)
    for name, gate in GATES.items():
        if not gate.any_width:
            angles = [Parameter(f"a{number}") for number in range(gate.num_params)]
            target.add_instruction(gate_class(name)(*angles), name=name)
    for operation in (Measure(), Reset()):
        target.add_instruction(operation)
    target.add_instruction(IfElseOp, name="if_else")
    return target
