# reason: type
# One circuit instead of a function.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
