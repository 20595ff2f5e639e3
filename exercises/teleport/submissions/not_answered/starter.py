# reason: starter
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)

# 1. entangle q1 and q2  2. measure q0 and q1 in the Bell basis  3. correct q2
raise NotImplementedError()
