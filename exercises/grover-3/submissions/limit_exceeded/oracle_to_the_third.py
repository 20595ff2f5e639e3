# reason: queries
# The third power acts as the oracle, and is three uses each time.
from qiskit import QuantumCircuit


def answer(oracle):
    circuit = QuantumCircuit(3)
    circuit.h(range(3))
    for _ in range(2):
        circuit.append(oracle.power(3), range(3))
        circuit.h(range(3))
        circuit.x(range(3))
        circuit.ccz(0, 1, 2)
        circuit.x(range(3))
        circuit.h(range(3))
    return circuit
