# reason: accepted
# z on q0, cx from q0: differs by a global sign at most.
from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    for _ in range(x):
        circuit.x(1)
    for _ in range(z):
        circuit.z(0)
    return circuit
