# reason: accepted
# Coupled cluster by hand: exp(i t (XY - YX)) as two Pauli rotations, four cx.
from math import pi

from qiskit import QuantumCircuit

angle = -0.2235370 / 2
answer = QuantumCircuit(2)
answer.x(0)
answer.s(0)
answer.rxx(angle, 0, 1)
answer.ryy(angle, 0, 1)
answer.sdg(0)
