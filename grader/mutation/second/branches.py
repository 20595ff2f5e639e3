"""Every branch of a circuit, by Qiskit's own state vectors."""

from dataclasses import dataclass

import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import Clbit, Qubit
from qiskit.quantum_info import Operator, Statevector

__all__ = ["Branch", "branches", "outcomes"]

_ZERO = 1e-12
_PROJECTORS = (Operator(np.diag([1, 0])), Operator(np.diag([0, 1])))


@dataclass(frozen=True, slots=True)
class Branch:
    """One history of outcomes.

    Attributes:
        bits: Values of the classical bits, by index.
        state: Not normalised: its squared norm is the branch's probability.
    """

    bits: tuple[int, ...]
    state: Statevector

    @property
    def label(self) -> str:
        """The bits as a label, bit 0 rightmost."""
        return "".join(map(str, reversed(self.bits)))


def branches(circuit: QuantumCircuit, start: QuantumCircuit | None = None) -> list[Branch]:
    """Run a circuit over all outcomes, from 0 or from what `start` prepares."""
    state = Statevector.from_int(0, 2**circuit.num_qubits)
    if start is not None:
        state = state.evolve(start, list(range(start.num_qubits)))
    first = Branch((0,) * circuit.num_clbits, state)
    qubits = {bit: index for index, bit in enumerate(circuit.qubits)}
    clbits = {bit: index for index, bit in enumerate(circuit.clbits)}
    return _run([first], circuit, qubits, clbits)


def outcomes(circuit: QuantumCircuit) -> dict[str, float]:
    """Return the probability of each label over all classical bits."""
    places = _read_at_the_end(circuit)
    if places is None:
        found: dict[str, float] = {}
        for one in branches(circuit):
            weight = float(np.linalg.norm(one.state.data) ** 2)
            found[one.label] = found.get(one.label, 0.0) + weight
        return found
    gates = circuit.copy_empty_like()
    for item in circuit.data:
        if item.operation.name not in ("measure", "barrier"):
            gates.append(item.operation, item.qubits)
    state = Statevector.from_int(0, 2**circuit.num_qubits).evolve(gates)
    shares = state.probabilities_dict(list(places.values()), decimals=15) if places else {"": 1.0}
    labels = {}
    for read, share in shares.items():
        bits = ["0"] * circuit.num_clbits
        for bit, value in zip(places, reversed(read), strict=True):
            bits[circuit.num_clbits - 1 - bit] = value
        labels["".join(bits)] = float(share)
    return labels


def _read_at_the_end(circuit: QuantumCircuit) -> dict[int, int] | None:
    """Return the qubit that each bit reads, or ``None`` if something follows a measurement."""
    places: dict[int, int] = {}
    for item in circuit.data:
        qubits = {circuit.find_bit(bit).index for bit in item.qubits}
        if item.operation.name == "measure":
            (qubit,) = qubits
            bit = circuit.find_bit(item.clbits[0]).index
            if bit in places or qubit in places.values():
                return None
            places[bit] = qubit
        elif item.operation.name in ("if_else", "reset") or (
            item.operation.name != "barrier" and qubits & set(places.values())
        ):
            return None
    return places


def _run(
    found: list[Branch],
    circuit: QuantumCircuit,
    qubits: dict[Qubit, int],
    clbits: dict[Clbit, int],
) -> list[Branch]:
    phase = np.exp(1j * float(circuit.global_phase))
    found = [Branch(one.bits, one.state * phase) for one in found]
    for item in circuit.data:
        operation = item.operation
        wires = [qubits[bit] for bit in item.qubits]
        if operation.name == "barrier":
            continue
        if operation.name in ("measure", "reset"):
            bit = clbits[item.clbits[0]] if operation.name == "measure" else None
            found = [part for one in found for part in _measured(one, wires[0], bit)]
        elif operation.name == "if_else":
            found = [
                part
                for one in found
                for part in _chosen(one, operation, item.qubits, item.clbits, qubits, clbits)
            ]
        else:
            found = [Branch(one.bits, one.state.evolve(operation, wires)) for one in found]
    return found


def _measured(one: Branch, qubit: int, bit: int | None) -> list[Branch]:
    parts = []
    for outcome, projector in enumerate(_PROJECTORS):
        state = one.state.evolve(projector, [qubit])
        if np.linalg.norm(state.data) ** 2 <= _ZERO:
            continue
        bits = list(one.bits)
        if bit is None and outcome:
            state = state.evolve(Operator(np.array([[0, 1], [1, 0]])), [qubit])
        elif bit is not None:
            bits[bit] = outcome
        parts.append(Branch(tuple(bits), state))
    return parts


def _chosen(one, operation, inner_qubits, inner_clbits, qubits, clbits) -> list[Branch]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Follow the block that a branch's bits choose."""
    what, value = operation.condition
    read = [what] if isinstance(what, Clbit) else list(what)
    held = sum(one.bits[clbits[bit]] << place for place, bit in enumerate(read))
    blocks = operation.blocks
    block = blocks[0] if held == int(value) else blocks[1] if len(blocks) > 1 else None
    if block is None:
        return [one]
    below_q = {bit: qubits[outer] for bit, outer in zip(block.qubits, inner_qubits, strict=True)}
    below_c = {bit: clbits[outer] for bit, outer in zip(block.clbits, inner_clbits, strict=True)}
    return _run([one], block, below_q, below_c)
