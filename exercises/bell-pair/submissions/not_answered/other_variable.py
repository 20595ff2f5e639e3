# reason: no-answer
# The circuit is right, but it is not called answer.
from qiskit import QuantumCircuit

bell = QuantumCircuit(2)
bell.h(0)
bell.cx(0, 1)
