# reason: unlikely
# (0 + 1)/sqrt(2) is the eigenstate without a sign: zeros, whatever s is.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    circuit.h(range(n + 1))
    circuit.append(oracle, range(n + 1))
    circuit.h(range(n))
    circuit.measure(range(n), range(n))
    return circuit
