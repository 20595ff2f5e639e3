# reason: accepted
# The phase of sx is taken back on another qubit, after the chain.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.sx(1)
answer.cx(1, 0)
answer.cx(1, 2)
answer.cx(2, 3)
answer.cx(3, 4)
answer.s(4)
