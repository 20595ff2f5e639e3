# reason: unlikely
# y starts in 0: the oracle writes f(x) there, and no sign appears.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    circuit.h(range(n))
    circuit.append(oracle, range(n + 1))
    circuit.h(range(n))
    circuit.measure(range(n), range(n))
    return circuit
