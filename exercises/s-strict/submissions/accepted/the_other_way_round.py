# reason: accepted
# Three quarters of a turn backwards.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1, global_phase=-3 * pi / 4)
answer.rz(-3 * pi / 2, 0)
