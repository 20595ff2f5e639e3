# reason: fidelity
# The weights are off: 1 - F is 1.1e-6.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.ry(pi / 2 + 0.0021, 0)
answer.cx(0, 1)
