# reason: qubits
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 2, n)
    circuit.x(n)
    circuit.h(range(n + 1))
    circuit.append(oracle, range(n + 1))
    circuit.h(range(n))
    circuit.measure(range(n), range(n))
    return circuit
