# reason: accepted
# The inverse of a subtraction.
from qiskit import QuantumCircuit

subtract = QuantumCircuit(4)
subtract.cx(0, 2)
subtract.cx(1, 3)
subtract.ccx(0, 2, 3)
answer = subtract.inverse()
