# reason: relative-phase
# Off by 1e-3 rad: 1.25e-7 of 1e-7.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(0, 1)
answer.cx(0, 2)
answer.rz(1e-3, 0)
