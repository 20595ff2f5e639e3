# reason: accepted
# Four rotations by 45 degrees about y: cost 50, and real phases only.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.ry(pi / 4, 2)
answer.cx(1, 2)
answer.ry(pi / 4, 2)
answer.cx(0, 2)
answer.ry(-pi / 4, 2)
answer.cx(1, 2)
answer.ry(-pi / 4, 2)
