# reason: unlikely
# Only h at the end: right for the highest bit at best.
from qiskit import QuantumCircuit


def answer(u, t):
    circuit = QuantumCircuit(t + 1, t)
    circuit.x(t)
    circuit.h(range(t))
    for j in range(t):
        circuit.append(u.power(2**j).control(), [j, t])
    circuit.h(range(t))
    circuit.measure(range(t), range(t))
    return circuit
