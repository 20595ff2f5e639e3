# reason: accepted
# The global phase is off by 9e-7, and with it each entry; the tolerance is 1e-6.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1)
answer.rz(pi / 2, 0)
answer.global_phase = pi / 4 + 9e-7
