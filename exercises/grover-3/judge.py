"""Cases of grover-3: each of the eight states marked in turn; two rounds reach P = 0.9453."""

from qiskit import QuantumCircuit

from grader.judge.task import Case, Likely, Oracle


def public_cases():
    return [case(5, {"en": "marked state 101", "ja": "印の付いた状態が 101"})]


def cases(rng):
    """All eight states, in an order of their own."""
    return [
        case(int(state), {"en": f"hidden state {number}", "ja": f"非公開の状態{number}"})
        for number, state in enumerate(rng.permutation(8), 1)
    ]


def case(marked, label):
    circuit = QuantumCircuit(3)
    zeros = [qubit for qubit in range(3) if not marked >> qubit & 1]
    if zeros:
        circuit.x(zeros)
    circuit.ccz(0, 1, 2)
    if zeros:
        circuit.x(zeros)
    expected = Likely(outcomes=(f"{marked:03b}",), at_least=0.94)
    return Case(label=label, args=(Oracle("oracle", circuit),), expected=expected)
