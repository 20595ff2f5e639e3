# reason: n2q
# Right, but a swap counts three cx.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.h(0)
answer.cx(0, 1)
answer.swap(0, 1)
