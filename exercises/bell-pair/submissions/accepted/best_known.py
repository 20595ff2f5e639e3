# reason: accepted
# Cost 12: on a qubit in 0 the first rz of h does nothing.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.sx(0)
answer.rz(pi / 2, 0)
answer.cx(0, 1)
