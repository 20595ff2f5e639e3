# reason: global-phase
# rz(a) has half the angle on each entry; the whole was taken back.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1, global_phase=pi / 2)
answer.rz(pi / 2, 0)
