# reason: fidelity
# Right only after the results 0, 0: on average the fidelity is 1/2.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)
answer.h(1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.h(0)
answer.measure([0, 1], [0, 1])
