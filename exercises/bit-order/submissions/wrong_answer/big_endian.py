# reason: bit-order
# Read from left to right: this is 011.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.x(0)
answer.x(1)
