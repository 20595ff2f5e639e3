# reason: fidelity
# A Bell pair (01 + 10)/sqrt(2) and a third qubit that has no part in it.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(0)
answer.x(1)
answer.cx(0, 1)
