# reason: width
# measure_all() adds a bit for y, and a second register.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1)
    circuit.x(n)
    circuit.h(range(n + 1))
    circuit.append(oracle, range(n + 1))
    circuit.h(range(n))
    circuit.measure_all()
    return circuit
