# reason: unlikely
# One round too many: P falls to 0.33; and it is over the limit.
from qiskit import QuantumCircuit


def answer(oracle):
    circuit = QuantumCircuit(3)
    circuit.h(range(3))
    for _ in range(3):
        circuit.append(oracle, range(3))
        circuit.h(range(3))
        circuit.x(range(3))
        circuit.ccz(0, 1, 2)
        circuit.x(range(3))
        circuit.h(range(3))
    return circuit
