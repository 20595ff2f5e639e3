# reason: starter
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)

# q0, q1, q2: controls; q3: target; q4: ancilla, 0 before and after
raise NotImplementedError()
