# reason: unitary
# The code against phase flips: +++ and ---.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(0, 1)
answer.cx(0, 2)
answer.h([0, 1, 2])
