# reason: energy
# -1.8370 Ha.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.x(0)
