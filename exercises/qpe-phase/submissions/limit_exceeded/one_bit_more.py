# reason: queries
# Estimates t + 1 bits and drops the lowest: 2^(t+1) - 1 uses.
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate


def answer(u, t):
    circuit = QuantumCircuit(t + 2, t)
    circuit.x(t + 1)
    circuit.h(range(t + 1))
    for j in range(t + 1):
        circuit.append(u.power(2**j).control(), [j, t + 1])
    half = 3.141592653589793 / 2 ** (t + 1)
    for j in range(t + 1):
        circuit.p(half * 2**j, j)
    circuit.append(QFTGate(t + 1).inverse(), range(t + 1))
    circuit.measure(range(1, t + 1), range(t))
    return circuit
