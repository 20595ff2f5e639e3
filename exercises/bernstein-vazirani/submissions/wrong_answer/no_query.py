# reason: unlikely
# The oracle is not used at all; q0 is 1, as for the first public function.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    circuit.x(0)
    circuit.measure(range(n), range(n))
    return circuit
