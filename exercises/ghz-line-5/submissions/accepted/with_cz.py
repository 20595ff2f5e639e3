# reason: accepted
# Each cx as a cz between two h, two cz in the same layer.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(range(5))
answer.cz(1, 2)
answer.h(2)
answer.cz(2, 3)
answer.cz(1, 0)
answer.h([0, 3])
answer.cz(3, 4)
answer.h(4)
