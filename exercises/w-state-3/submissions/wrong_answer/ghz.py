# reason: fidelity
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(0)
answer.cx(0, 1)
answer.cx(1, 2)
