# reason: n2q
# Built on other qubits and swapped back: three cx and two swaps count nine.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.sx(0)
answer.rz(0.2480377, 0)
answer.sx(0)
answer.x(2)
answer.cx(0, 1)
answer.cx(0, 2)
answer.sx(3)
answer.rz(0.4086882, 3)
answer.cx(2, 3)
answer.rz(-3.5502809, 3)
answer.sx(3)
answer.swap(0, 3)
answer.swap(3, 0)
