# reason: relative-phase
# Right for 0 and 1, wrong for (0 - 1)/sqrt(2): 111 has a minus sign.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(0, 1)
answer.cx(0, 2)
answer.z(0)
