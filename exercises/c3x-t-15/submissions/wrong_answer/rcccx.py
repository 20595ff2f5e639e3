# reason: relative-phase
# The library's C3X up to phases, without the ancilla.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.rcccx(0, 1, 2, 3)
