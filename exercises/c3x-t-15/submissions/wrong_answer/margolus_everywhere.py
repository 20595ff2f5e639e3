# reason: relative-phase
# Relative phases on the target's side stay: 12 T gates, but another unitary.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.rccx(0, 1, 4)
answer.rccx(4, 2, 3)
answer.rccx(0, 1, 4)
