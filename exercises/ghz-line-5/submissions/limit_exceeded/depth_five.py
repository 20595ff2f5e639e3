# reason: depth2q
# Right, with a cx on two qubits in 0 that makes the chain one layer longer.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.cx(1, 0)
answer.h(0)
for qubit in range(4):
    answer.cx(qubit, qubit + 1)
