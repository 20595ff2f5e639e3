# reason: unlikely
# The reflection acts on q0 and q1 only.
from qiskit import QuantumCircuit


def answer(oracle):
    circuit = QuantumCircuit(3)
    circuit.h(range(3))
    for _ in range(2):
        circuit.append(oracle, range(3))
        circuit.h([0, 1])
        circuit.x([0, 1])
        circuit.cz(0, 1)
        circuit.x([0, 1])
        circuit.h([0, 1])
    return circuit
