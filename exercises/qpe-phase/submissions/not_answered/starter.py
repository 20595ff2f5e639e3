# reason: starter
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate


def answer(u, t):
    circuit = QuantumCircuit(t + 1, t)
    # Counting qubits 0 to t-1, the target is qubit t.
    raise NotImplementedError()
    return circuit
