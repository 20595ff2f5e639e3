# reason: accepted
from qiskit import QuantumCircuit

answer = QuantumCircuit(5, 5, global_phase=-1)
answer.h(4)
for qubit in (4, 3, 2, 1):
    answer.cx(qubit, qubit - 1)
answer.barrier()
