# reason: width
# A spare qubit that nothing touches.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(0)
answer.cx(0, 1)
