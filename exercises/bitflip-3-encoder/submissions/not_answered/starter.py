# reason: starter
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)

# q0 carries the data, q1 and q2 start in 0
raise NotImplementedError()
