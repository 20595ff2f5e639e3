# reason: fidelity
# (011 + 101 + 110)/sqrt(3): an x too many on each qubit.
from math import acos, sqrt

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.ry(2 * acos(1 / sqrt(3)), 0)
answer.ch(0, 1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.x([1, 2])
