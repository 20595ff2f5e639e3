# reason: accepted
# Off by 8e-4 rad: 0.8e-7 of 1e-7.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(0, 1)
answer.cx(0, 2)
answer.rz(8e-4, 0)
