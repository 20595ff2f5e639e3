# reason: accepted
# As the best one, with the sign put right by an rz after the rotation.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.x(1)
answer.sx(0)
answer.rz(0.2235370, 0)
answer.sx(0)
answer.rz(pi, 0)
answer.cx(0, 1)
