# reason: relative-phase
# diag(i, 1): the phase stands on 0 instead of 1.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1, global_phase=pi / 4)
answer.x(0)
answer.rz(pi / 2, 0)
answer.x(0)
