# reason: unlikely
# The last gate on q0 is off by 0.07: s has a probability of 0.9988.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    circuit.x(n)
    circuit.h(range(n + 1))
    circuit.append(oracle, range(n + 1))
    circuit.h(range(n))
    circuit.ry(0.07, 0)
    circuit.measure(range(n), range(n))
    return circuit
