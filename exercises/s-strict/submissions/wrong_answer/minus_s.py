# reason: global-phase
# A full turn more is a factor -1.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1, global_phase=pi / 4)
answer.rz(2 * pi + pi / 2, 0)
