# reason: unlikely
# u on the target without a control is a global phase.
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate


def answer(u, t):
    circuit = QuantumCircuit(t + 1, t)
    circuit.x(t)
    circuit.h(range(t))
    for j in range(t):
        circuit.append(u.power(2**j), [t])
    circuit.append(QFTGate(t).inverse(), range(t))
    circuit.measure(range(t), range(t))
    return circuit
