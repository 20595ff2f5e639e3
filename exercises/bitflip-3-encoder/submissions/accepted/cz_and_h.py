# reason: accepted
# cz between h on the targets: cost 44.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
for target in (1, 2):
    answer.h(target)
    answer.cz(0, target)
    answer.h(target)
