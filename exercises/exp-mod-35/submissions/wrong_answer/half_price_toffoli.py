# reason: relative-phase
# rccx: every basis state goes where it should, but superpositions of x lose their phases.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.rccx(0, 2, 3)
answer.cx(1, 3)
answer.cx(0, 2)
