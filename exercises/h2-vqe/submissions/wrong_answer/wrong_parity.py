# reason: energy
# The x is missing: 00 and 11.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.sx(0)
answer.rz(-0.2235370, 0)
answer.sx(0)
answer.cx(0, 1)
