# reason: relative-phase
# Angles are radians.
from qiskit import QuantumCircuit

answer = QuantumCircuit(1, global_phase=45)
answer.rz(90, 0)
