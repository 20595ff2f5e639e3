# reason: unitary
# The inner rz of the h are no phases of input or output.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.sx(2)
answer.rz(pi / 4, 2)
answer.cx(1, 2)
answer.rz(-pi / 4, 2)
answer.cx(0, 2)
answer.rz(pi / 4, 2)
answer.cx(1, 2)
answer.rz(-pi / 4, 2)
answer.sx(2)
