# reason: energy
# Labels read from left to right: 10 in place of 01.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.sx(1)
answer.rz(-0.2235370, 1)
answer.sx(1)
answer.x(0)
answer.cx(1, 0)
