# reason: accepted
# Cost 25: cz and each h are translated.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.h([0, 1])
answer.cz(0, 1)
answer.h(1)
