# reason: nan
# An optimiser that diverged.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.ry(float("inf") - float("inf"), 0)
answer.x(1)
answer.cx(0, 1)
