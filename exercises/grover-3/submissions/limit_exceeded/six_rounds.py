# reason: queries
# Six rounds reach P = 0.9998, with six uses.
from qiskit import QuantumCircuit


def answer(oracle):
    circuit = QuantumCircuit(3)
    circuit.h(range(3))
    for _ in range(6):
        circuit.append(oracle, range(3))
        circuit.h(range(3))
        circuit.x(range(3))
        circuit.ccz(0, 1, 2)
        circuit.x(range(3))
        circuit.h(range(3))
    return circuit
