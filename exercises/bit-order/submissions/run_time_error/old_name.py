# reason: exception
# cnot was removed from Qiskit long ago.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.x(1)
answer.cnot(1, 2)
