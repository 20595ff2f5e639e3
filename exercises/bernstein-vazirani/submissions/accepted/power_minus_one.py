# reason: accepted
# One use, to the power -1 of the inverse; other gates than h make the superposition.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    circuit.sx(range(n))
    circuit.h(n)
    circuit.z(n)
    circuit.append(oracle.inverse().power(-1), range(n + 1))
    circuit.sxdg(range(n))
    circuit.measure(range(n), range(n))
    return circuit
