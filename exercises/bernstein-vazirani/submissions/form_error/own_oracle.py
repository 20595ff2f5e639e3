# reason: opaque-gate
# A gate of one's own with the oracle's name is not the oracle.
from qiskit import QuantumCircuit
from qiskit.circuit import Gate


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    circuit.x(n)
    circuit.h(range(n + 1))
    circuit.append(Gate(oracle.name, n + 1, []), range(n + 1))
    circuit.h(range(n))
    circuit.measure(range(n), range(n))
    return circuit
