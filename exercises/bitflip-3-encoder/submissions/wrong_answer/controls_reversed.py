# reason: unitary
# Controls and targets are exchanged: nothing happens.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(1, 0)
answer.cx(2, 0)
