"""Whether a device can run a circuit as it stands, and if not, which operation is in the way.

Legal are the gates of the device's basis, two-qubit gates along its usable edges in their listed
direction, measurement, reset, barriers, and conditional blocks of the same.
"""

from collections.abc import Iterator

from qiskit import QuantumCircuit
from qiskit.circuit import IfElseOp

from grader.devices.refusals import refuse
from grader.devices.twins import Twin
from grader.errors import DeviceError

__all__ = ["isa_fault"]

_ALWAYS = frozenset({"measure", "reset", "barrier"})

_Step = tuple[int, str, tuple[int, ...]]


def isa_fault(circuit: QuantumCircuit, device: Twin) -> DeviceError | None:
    """Return why the device cannot run the circuit, or ``None`` if it can.

    The first operation that is in the way is named by its number, counted from 0; inside a
    conditional block it is the number of the block.
    """
    if circuit.num_qubits > device.num_qubits:
        return refuse(
            "isa-width",
            name=device.name,
            width=circuit.num_qubits,
            num_qubits=device.num_qubits,
        )
    wires = {bit: number for number, bit in enumerate(circuit.qubits)}
    for index, item in enumerate(circuit.data):
        qubits = tuple(wires[bit] for bit in item.qubits)
        for step in _steps(index, item.operation, qubits):
            fault = _fault(step, device)
            if fault is not None:
                return fault
    return None


def _steps(index: int, operation: object, qubits: tuple[int, ...]) -> Iterator[_Step]:
    """Yield an operation, or those of the blocks of a conditional one."""
    if not isinstance(operation, IfElseOp):
        yield index, str(getattr(operation, "name", type(operation).__name__)), qubits
        return
    for block in operation.blocks:
        inner = dict(zip(block.qubits, qubits, strict=True))
        for item in block.data:
            where = tuple(inner[bit] for bit in item.qubits)
            yield from _steps(index, item.operation, where)


def _fault(step: _Step, device: Twin) -> DeviceError | None:
    index, gate, qubits = step
    if gate in _ALWAYS or (gate in device.basis and len(qubits) == 1):
        return None
    if gate != device.entangler or len(qubits) != 2:
        basis = ", ".join(device.basis)
        return refuse("isa-gate", name=device.name, index=index, gate=gate, basis=basis)
    edge = (qubits[0], qubits[1])
    if edge in device.errors:
        return None
    code = "isa-edge"
    if edge in device.faulty or edge[::-1] in device.faulty:
        code = "isa-faulty"
    elif edge[::-1] in device.errors:
        code = "isa-direction"
    return refuse(code, name=device.name, index=index, gate=gate, qubits=edge)
