"""What a circuit costs on a device before it is run: duration, quantum time, chance of success."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from qiskit import QuantumCircuit
from qiskit.circuit import CircuitInstruction, ControlFlowOp

from grader.devices.twins import Twin

__all__ = ["duration_ns", "esp", "quantum_ns"]


def duration_ns(circuit: QuantumCircuit, device: Twin) -> int:
    """Return how long one shot of an ISA circuit takes, in nanoseconds, rounded up.

    Every operation starts as soon as its bits are free; ``rz`` takes no time, a barrier waits
    for all its qubits, and of a conditional block the longer branch counts.
    """
    return math.ceil(_longest(circuit.data, _index(circuit), device))


def quantum_ns(circuit: QuantumCircuit, shots: int, device: Twin) -> int:
    """Return the quantum time of a job in nanoseconds: each shot with the delay before it."""
    return shots * (duration_ns(circuit, device) + device.rep_delay_ns)


def esp(circuit: QuantumCircuit, device: Twin) -> float:
    """Return the estimated success probability: the product of ``1 - error`` over all gates.

    ``rz`` is free of error; measurement and reset are not counted; of a conditional block both
    branches count. 0 if a gate is not legal on the device.
    """
    logarithm = 0.0
    for gate, qubits in _gates(circuit.data, _index(circuit)):
        error = device.error(gate, qubits)
        if error is None or error >= 1:
            return 0.0
        logarithm += math.log1p(-error)
    return math.exp(logarithm)


_Index = dict[Any, int]


def _index(circuit: QuantumCircuit) -> _Index:
    return {bit: number for number, bit in enumerate(circuit.qubits)}


def _longest(data: Iterable[CircuitInstruction], index: _Index, device: Twin) -> float:
    free: dict[Any, float] = {}
    for item in data:
        bits = (*item.qubits, *item.clbits)
        start = max((free.get(bit, 0.0) for bit in bits), default=0.0)
        if isinstance(item.operation, ControlFlowOp):
            took = max(
                _longest(block.data, _inner(block, item, index), device)
                for block in item.operation.blocks
            )
        else:
            took = _duration(item.operation.name, [index[bit] for bit in item.qubits], device)
        free.update(dict.fromkeys(bits, start + took))
    return max(free.values(), default=0.0)


def _duration(gate: str, qubits: Sequence[int], device: Twin) -> float:
    table = device.durations_ns.get(gate)
    if table is None:
        return 0.0
    return float(table[tuple(qubits)] if gate == device.entangler else table[qubits[0]])


def _gates(data: Iterable[CircuitInstruction], index: _Index) -> Iterable[tuple[str, list[int]]]:
    for item in data:
        if isinstance(item.operation, ControlFlowOp):
            for block in item.operation.blocks:
                yield from _gates(block.data, _inner(block, item, index))
        elif item.operation.name not in {"measure", "reset", "barrier", "delay"}:
            yield item.operation.name, [index[bit] for bit in item.qubits]


def _inner(block: QuantumCircuit, item: CircuitInstruction, index: _Index) -> _Index:
    places = (index[bit] for bit in item.qubits)
    return dict(zip(block.qubits, places, strict=True))
