from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate


def answer(u, t):
    circuit = QuantumCircuit(t + 1, t)
    # en: Counting qubits 0 to t-1, the target is qubit t.
    # ja: 計数用の量子ビットは 0～t-1、対象は量子ビット t です。
    ### BEGIN SOLUTION
    circuit.x(t)
    circuit.h(range(t))
    for j in range(t):
        circuit.append(u.power(2**j).control(), [j, t])
    circuit.append(QFTGate(t).inverse(), range(t))
    circuit.measure(range(t), range(t))
    ### END SOLUTION
    return circuit
