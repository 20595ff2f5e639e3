# reason: unitary
# Diagonal up to the cx: phases are free, but nothing is flipped as it should be.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.cx(0, 2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
