# reason: call-error
# Half a use: an opaque gate has whole powers only.
from qiskit import QuantumCircuit


def answer(u, t):
    circuit = QuantumCircuit(t + 1, t)
    circuit.append(u.power(0.5).control(), [0, t])
    circuit.measure(range(t), range(t))
    return circuit
