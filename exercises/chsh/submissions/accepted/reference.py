# reason: accepted
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)

# en: a0, a1: angles for q0; b0, b1: angles for q1 (radians)
# ja: a0、a1 は q0 の角度、b0、b1 は q1 の角度（ラジアン）
### BEGIN SOLUTION
qc.h(0)
qc.cx(0, 1)

a0, a1 = 0, pi / 2
b0, b1 = pi / 4, -pi / 4
### END SOLUTION
answer = (qc, [a0, a1, b0, b1])
