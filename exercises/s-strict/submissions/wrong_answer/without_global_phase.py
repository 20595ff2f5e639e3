# reason: global-phase
# Equal to S for every measurement on this qubit, but not as a matrix.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1)
answer.rz(pi / 2, 0)
