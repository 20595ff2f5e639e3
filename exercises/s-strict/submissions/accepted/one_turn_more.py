# reason: accepted
# rz has the period 4 pi: a full turn more is a factor -1, which the global phase takes back.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1)
answer.rz(2 * pi + pi / 2, 0)
answer.global_phase = pi / 4 + pi
