# reason: fidelity
# The control is still 0 when cx comes.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.h(0)
answer.cx(1, 0)
