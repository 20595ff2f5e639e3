# reason: n2q
# A gate called x that hides four cx.
from math import acos, sqrt

from qiskit import QuantumCircuit

padded = QuantumCircuit(2, name="x")
for _ in range(4):
    padded.cx(0, 1)
padded.x(0)
answer = QuantumCircuit(3)
answer.ry(2 * acos(1 / sqrt(3)), 0)
answer.ch(0, 1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.append(padded.to_gate(), [0, 1])
