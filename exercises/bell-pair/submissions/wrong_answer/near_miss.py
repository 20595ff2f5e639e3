# reason: relative-phase
# The phase is off by 0.0021: 1 - F is 1.1e-6.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.sx(0)
answer.rz(pi / 2 + 0.0021, 0)
answer.cx(0, 1)
