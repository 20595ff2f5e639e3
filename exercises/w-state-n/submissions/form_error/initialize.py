# reason: forbidden-op
from qiskit import QuantumCircuit


def answer(n):
    circuit = QuantumCircuit(n)
    circuit.initialize([n**-0.5 if bin(i).count("1") == 1 else 0 for i in range(2**n)])
    return circuit
