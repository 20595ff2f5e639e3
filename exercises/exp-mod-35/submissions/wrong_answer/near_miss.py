# reason: relative-phase
# A phase of 0.0012 on one qubit: 1 - abs(trace)/16 is 1.8e-7.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.ccx(0, 2, 3)
answer.cx(1, 3)
answer.cx(0, 2)
answer.rz(0.0012, 1)
