# reason: energy
# 0.01 mHa above the bound.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.sx(0)
answer.rz(-0.2235370 + 0.0628, 0)
answer.sx(0)
answer.x(1)
answer.cx(0, 1)
