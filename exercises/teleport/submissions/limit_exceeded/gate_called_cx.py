# reason: n2q
# A composite called cx that holds a swap.
from qiskit import QuantumCircuit

step = QuantumCircuit(2, name="cx")
step.swap(0, 1)

answer = QuantumCircuit(3, 2)
answer.append(step.to_gate(), [0, 1])
answer.append(step.to_gate(), [1, 2])
