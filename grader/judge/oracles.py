"""Put the judge's circuits in the place of opaque gates, and count how often each is used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qiskit import QuantumCircuit
from qiskit.circuit import CircuitInstruction, IfElseOp, library

from grader.answer.opaque import OpaqueGate
from grader.errors import AnswerTooLarge, CheckerFailed
from grader.judge.metered import plain_gates

__all__ = ["Placed", "Places"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A circuit of a learner, read.

    Attributes:
        whole: With the oracles' circuits in their places.
        bare: Without the oracles: what the learner added, which metrics count.
        uses: Uses of oracles; powers count as often as they apply it.
    """

    whole: QuantumCircuit
    bare: QuantumCircuit
    uses: int


@dataclass(slots=True)
class Places:
    """The circuits behind the oracles of one case, by name.

    Attributes:
        hidden: Circuits as `judge.py` gave them.
        max_operations: Operations that circuits of oracles may add to one circuit.
    """

    hidden: Mapping[str, QuantumCircuit]
    max_operations: int
    _made: dict[tuple[str, bool, int, int], QuantumCircuit] = field(default_factory=dict)

    @property
    def widths(self) -> dict[str, int]:
        """Qubits of each oracle."""
        return {name: circuit.num_qubits for name, circuit in self.hidden.items()}

    def place(self, circuit: QuantumCircuit) -> Placed:
        """Read a decoded circuit.

        Raises:
            AnswerTooLarge: If the oracles' circuits would be too large together; `detail` is
                the number of uses.
            CheckerFailed: If a circuit behind an oracle cannot be read.
        """
        exponents = list(_exponents(circuit))
        if not exponents:
            return Placed(whole=circuit, bare=circuit, uses=0)
        uses = sum(map(abs, exponents))
        if _size(circuit, self) > self.max_operations:
            raise AnswerTooLarge("queries", "$", str(uses))
        whole, bare = self._filled(circuit, keep=True), self._filled(circuit, keep=False)
        if len(whole.data) > self.max_operations:
            raise AnswerTooLarge("queries", "$", str(uses))
        return Placed(whole=whole, bare=bare, uses=uses)

    def _filled(self, circuit: QuantumCircuit, *, keep: bool) -> QuantumCircuit:
        out = circuit.copy_empty_like()
        for item in circuit.data:
            gate = item.operation
            if isinstance(gate, IfElseOp):
                blocks = [self._filled(block, keep=keep) for block in gate.blocks]
                other = blocks[1] if len(blocks) > 1 else None
                block = IfElseOp(gate.condition, blocks[0], other)
                out.append(CircuitInstruction(block, item.qubits, item.clbits))
            elif not isinstance(gate, OpaqueGate):
                out.append(item)
            elif keep:
                for _ in range(abs(gate.exponent)):
                    out.compose(self._circuit(gate), item.qubits, inplace=True)
        return out

    def _circuit(self, gate: OpaqueGate) -> QuantumCircuit:
        """Return the circuit of one use, its controls first."""
        key = (gate.oracle, gate.exponent < 0, gate.num_ctrl_qubits, gate.ctrl_state)
        if key not in self._made:
            plain = plain_gates(self.hidden[gate.oracle])
            plain = plain_gates(plain.inverse()) if gate.exponent < 0 else plain
            if gate.num_ctrl_qubits:
                try:
                    plain = _controlled(plain, gate.num_ctrl_qubits, gate.ctrl_state)
                except CheckerFailed:  # so many controls that it takes too many gates
                    raise AnswerTooLarge("queries", "$", str(abs(gate.exponent))) from None
            self._made[key] = plain
        return self._made[key]


def _exponents(circuit: QuantumCircuit) -> Iterator[int]:
    for item in circuit.data:
        gate = item.operation
        if isinstance(gate, OpaqueGate):
            yield gate.exponent
        elif isinstance(gate, IfElseOp):
            for block in gate.blocks:
                yield from _exponents(block)


def _size(circuit: QuantumCircuit, places: Places) -> int:
    """Bound the operations that the oracles will add; controls make each gate several."""
    total = 0
    for item in circuit.data:
        gate = item.operation
        if isinstance(gate, OpaqueGate):
            own = len(places.hidden[gate.oracle].data) + 1
            total += abs(gate.exponent) * own * (1 + 8 * gate.num_ctrl_qubits)
        elif isinstance(gate, IfElseOp):
            total += sum(_size(block, places) for block in gate.blocks)
    return total


def _controlled(plain: QuantumCircuit, controls: int, state: int) -> QuantumCircuit:
    out = QuantumCircuit(controls + plain.num_qubits)
    leading = list(range(controls))
    open_ones = [place for place in leading if not state >> place & 1]
    index = {bit: controls + number for number, bit in enumerate(plain.qubits)}
    if open_ones:
        out.x(open_ones)
    for item in plain.data:
        gate = item.operation.control(controls, annotated=False)
        out.append(gate, [*leading, *(index[bit] for bit in item.qubits)])
    # A global phase of the oracle is a relative one between the values of its controls.
    phase = library.PhaseGate(plain.global_phase)
    out.append(phase.control(controls - 1) if controls > 1 else phase, leading)
    if open_ones:
        out.x(open_ones)
    return plain_gates(out)
