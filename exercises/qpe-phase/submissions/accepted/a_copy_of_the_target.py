# reason: accepted
# Two qubits in the eigenstate; odd counting qubits use the second one.
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate


def answer(u, t):
    circuit = QuantumCircuit(t + 2, t)
    circuit.x([t, t + 1])
    circuit.h(range(t))
    for j in range(t):
        step = QuantumCircuit(2, name=f"u^{2**j}")
        step.append(u.control(), [0, 1])
        circuit.append(step.to_gate().repeat(2**j), [j, t + j % 2])
    circuit.append(QFTGate(t).inverse(), range(t))
    circuit.measure(range(t), range(t))
    return circuit
