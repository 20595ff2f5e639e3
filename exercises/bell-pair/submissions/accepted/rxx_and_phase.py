# reason: accepted
# An ising interaction, then the phase of -i taken back.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.rxx(pi / 2, 0, 1)
answer.s(1)
