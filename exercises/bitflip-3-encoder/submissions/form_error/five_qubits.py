# reason: width
# Syndrome qubits are not asked for.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.cx(0, 1)
answer.cx(0, 2)
