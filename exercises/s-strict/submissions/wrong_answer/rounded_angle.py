# reason: relative-phase
# An angle with three decimals, off by 0.0012: the entries are off by 6e-4.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1, global_phase=pi / 4)
answer.rz(1.572, 0)
