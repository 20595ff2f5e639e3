# reason: accepted
# Built with the qubits exchanged, then swapped: four cx, as many as the limit allows.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.sx(1)
answer.rz(-0.2235370, 1)
answer.sx(1)
answer.x(0)
answer.cx(1, 0)
answer.swap(0, 1)
