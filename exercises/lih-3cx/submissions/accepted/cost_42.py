# reason: accepted
# Both sectors turned: error 0.349 mHa.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.sx(0)
answer.rz(-0.2757223, 0)
answer.sx(0)
answer.x(2)
answer.cx(0, 2)
answer.sx(1)
answer.rz(0.4340777, 1)
answer.cx(0, 1)
answer.rz(-2.707515, 1)
answer.sx(1)
answer.sx(3)
answer.rz(-5.8491077, 3)
answer.cx(2, 3)
answer.rz(2.707515, 3)
answer.sx(3)
