# reason: measurement
# q0 is measured before the query: a measurement in the midst, even where only the oracle follows.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    circuit.measure(range(n), range(n))
    circuit.append(oracle, range(n + 1))
    return circuit
