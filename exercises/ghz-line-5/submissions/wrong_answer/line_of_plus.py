# reason: fidelity
# A cluster state: also entangled along the line, but not a GHZ state.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(range(5))
for qubit in range(4):
    answer.cz(qubit, qubit + 1)
