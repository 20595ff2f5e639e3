# reason: accepted
# The same tree with long jumps first, on two registers.
from qiskit import QuantumCircuit, QuantumRegister

upper, lower = QuantumRegister(8, "upper"), QuantumRegister(8, "lower")
answer = QuantumCircuit(upper, lower)
answer.h(0)
for stride in (8, 4, 2, 1):
    for qubit in range(0, 16, 2 * stride):
        answer.cx(qubit, qubit + stride)
    answer.barrier()
