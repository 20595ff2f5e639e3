# reason: relative-phase
# Computed up to phases, uncomputed exactly: a phase stays.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.rccx(0, 1, 4)
answer.ccx(4, 2, 3)
answer.ccx(0, 1, 4)
