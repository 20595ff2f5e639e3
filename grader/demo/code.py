"""Write circuits down as the Python code that a learner would hand in."""

from collections.abc import Sequence
from math import pi
from typing import Any

from qiskit import QuantumCircuit

__all__ = ["code_of", "mapped_code_of"]

_DENOMINATORS = (1, 2, 3, 4, 8)


def code_of(circuit: QuantumCircuit) -> str:
    """Return code that builds a small circuit gate by gate as ``answer``."""
    lines = [f"answer = QuantumCircuit({circuit.num_qubits})"]
    for instruction in circuit.data:
        places = ", ".join(str(circuit.find_bit(bit).index) for bit in instruction.qubits)
        angles = "".join(f"{_angle(value)}, " for value in instruction.operation.params)
        lines.append(f"answer.{instruction.operation.name}({angles}{places})")
    imports = ["from qiskit import QuantumCircuit", ""]
    if any("pi" in line for line in lines):
        imports = ["from math import pi", "", *imports]
    return "\n".join([*imports, *lines])


def mapped_code_of(
    circuit: QuantumCircuit, layout_in: Sequence[int], layout_out: Sequence[int]
) -> str:
    """Return code that replays a compiled circuit from a table, with its layouts."""
    rows = [
        (
            instruction.operation.name,
            tuple(float(value) for value in instruction.operation.params),
            tuple(circuit.find_bit(bit).index for bit in instruction.qubits),
        )
        for instruction in circuit.data
        if instruction.operation.name != "barrier"
    ]
    table = "\n".join(f"    {row!r}," for row in rows)
    return f"""\
from qiskit import QuantumCircuit

GATES = [
{table}
]
circuit = QuantumCircuit({circuit.num_qubits})
for name, angles, qubits in GATES:
    getattr(circuit, name)(*angles, *qubits)

answer = (circuit, {list(layout_in)}, {list(layout_out)})"""


def _angle(value: Any) -> str:  # noqa: ANN401 - Qiskit's parameter values have no common type
    number = float(value)
    for denominator in _DENOMINATORS:
        times = number * denominator / pi
        whole = round(times)
        if whole and abs(times - whole) < 1e-12:
            sign = "-" if whole < 0 else ""
            factor = "" if abs(whole) == 1 else f"{abs(whole)} * "
            return f"{sign}{factor}pi" + ("" if denominator == 1 else f" / {denominator}")
    return repr(number)
