# reason: energy
# Error 18.3 mHa.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.x([0, 1])
