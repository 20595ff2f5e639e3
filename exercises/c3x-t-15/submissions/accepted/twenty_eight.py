# reason: accepted
# Four Toffolis: the ancilla may be dirty, which nobody asked for.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
for _ in range(2):
    answer.ccx(0, 1, 4)
    answer.ccx(4, 2, 3)
