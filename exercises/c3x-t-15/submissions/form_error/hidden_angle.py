# reason: t-basis
# A composite called cx that holds a cp by pi/4, and so rotations by pi/8.
from math import pi

from qiskit import QuantumCircuit

turn = QuantumCircuit(2, name="cx")
turn.cp(pi / 4, 0, 1)
answer = QuantumCircuit(5)
answer.append(turn.to_gate(), [0, 1])
