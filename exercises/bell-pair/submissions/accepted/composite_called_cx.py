# reason: accepted
# A gate called cx that holds h and cx: counted by its definition, cost 13.
from qiskit import QuantumCircuit

bell = QuantumCircuit(2, name="cx")
bell.h(0)
bell.cx(0, 1)
answer = QuantumCircuit(2)
answer.append(bell.to_gate(), [0, 1])
