# reason: n2q
# Right, with ten swaps that undo each other twice over: 12 + 60 two-qubit gates.
from qiskit import QuantumCircuit


def answer(oracle):
    circuit = QuantumCircuit(3)
    circuit.h(range(3))
    for _ in range(2):
        circuit.append(oracle, range(3))
        for _ in range(10):
            circuit.swap(0, 1)
        circuit.h(range(3))
        circuit.x(range(3))
        circuit.ccz(0, 1, 2)
        circuit.x(range(3))
        circuit.h(range(3))
    return circuit
