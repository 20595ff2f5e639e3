# reason: measurement
# The last step of the algorithm is not part of this circuit.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4, 2)
answer.ccx(0, 2, 3)
answer.cx(1, 3)
answer.cx(0, 2)
answer.measure([0, 1], [0, 1])
