# reason: width
# Jordan-Wigner needs six; this Hamiltonian has four.
from qiskit import QuantumCircuit

answer = QuantumCircuit(6)
answer.x([0, 3])
