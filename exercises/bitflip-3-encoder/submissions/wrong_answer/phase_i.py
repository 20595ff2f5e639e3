# reason: relative-phase
# s on one qubit: the second term has the factor i.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(0, 1)
answer.cx(0, 2)
answer.s(1)
