# reason: accepted
# Cost 14: sx rz sx on a qubit in 0 gives real amplitudes with one rz.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.sx(0)
answer.rz(-0.2235370, 0)
answer.sx(0)
answer.x(1)
answer.cx(0, 1)
