"""Metric ``esp``: estimated success probability on a device twin's snapshot."""

import math

from grader.devices.twins import twin
from grader.exercise import Basis
from grader.judge._registry import metric
from grader.judge.program import Program

__all__ = ["esp"]


@metric("esp")
def esp(program: Program, basis: Basis) -> float:
    """Return the product of ``1 - error`` over all instructions of the submitted circuit.

    ``rz`` is free of error; measurement is not counted. 0 if an instruction is not legal on
    the device.
    """
    device = twin(basis.coupling.removeprefix("device:"))
    logarithm = 0.0
    for op in program.ops:
        error = device.error(op.name, op.qubits)
        if error is None or error >= 1:
            return 0.0
        logarithm += math.log1p(-error)
    return math.exp(logarithm)
