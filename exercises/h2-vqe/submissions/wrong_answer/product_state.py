# reason: energy
# The best state without entanglement is no better than Hartree-Fock.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.ry(2.918, 0)
answer.ry(-0.05, 1)
