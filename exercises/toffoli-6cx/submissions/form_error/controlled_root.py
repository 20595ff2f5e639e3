# reason: gate-list
# Right with five two-qubit gates of the library; only cx is allowed here.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.csx(1, 2)
answer.cx(0, 1)
answer.h(2)
answer.csdg(1, 2)
answer.h(2)
answer.cx(0, 1)
answer.csx(0, 2)
