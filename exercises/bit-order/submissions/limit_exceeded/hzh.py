# reason: n1q
# Right, but h z h counts 7 where x counts 1.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
for qubit in (1, 2):
    answer.h(qubit)
    answer.z(qubit)
    answer.h(qubit)
