# reason: energy
# Right weights, but a phase of i between the terms: XX contributes nothing.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.sx(0)
answer.rz(-0.2235370, 0)
answer.sx(0)
answer.rz(pi / 2, 0)
answer.x(1)
answer.cx(0, 1)
