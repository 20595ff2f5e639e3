# reason: fidelity
# A library cx that waits for 0 makes (01 + 10)/sqrt(2).
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.h(0)
answer.cx(0, 1, ctrl_state=0)
