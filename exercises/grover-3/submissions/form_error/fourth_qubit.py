# reason: width
# A fourth qubit in (0 - 1)/sqrt(2), as for oracles that write a bit.
from qiskit import QuantumCircuit


def answer(oracle):
    circuit = QuantumCircuit(4)
    circuit.x(3)
    circuit.h(range(4))
    for _ in range(2):
        circuit.append(oracle, range(3))
        circuit.h(range(3))
        circuit.x(range(3))
        circuit.ccz(0, 1, 2)
        circuit.x(range(3))
        circuit.h(range(3))
    return circuit
