# reason: width
# Jordan-Wigner needs four; this Hamiltonian has two.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.x([0, 2])
