# reason: energy
# The GHZ-like cos 0011 + sin 1100 has three cx and cost 34, and an error of 4.35 mHa: singles and
# the second orbital are missing.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.sx(0)
answer.rz(-0.2259703, 0)
answer.sx(0)
answer.x(2)
answer.cx(0, 1)
answer.cx(0, 2)
answer.cx(2, 3)
