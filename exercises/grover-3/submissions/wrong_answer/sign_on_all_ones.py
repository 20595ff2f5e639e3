# reason: unlikely
# Without the x gates the reflection is about another state.
from qiskit import QuantumCircuit


def answer(oracle):
    circuit = QuantumCircuit(3)
    circuit.h(range(3))
    for _ in range(2):
        circuit.append(oracle, range(3))
        circuit.h(range(3))
        circuit.ccz(0, 1, 2)
        circuit.h(range(3))
    return circuit
