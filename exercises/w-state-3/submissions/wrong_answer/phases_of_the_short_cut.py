# reason: relative-phase
# The first rotation as sx rz sx, without a plan for the phase that it brings along.
from math import acos

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.sx(0)
answer.rz(-acos(1 / 3), 0)
answer.sx(0)
answer.ch(0, 1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.x(0)
