# reason: accepted
# The phase is off by 0.0019: 1 - F is 9.0e-7, the tolerance 1e-6.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.sx(0)
answer.rz(pi / 2 + 0.0019, 0)
answer.cx(0, 1)
