# reason: fidelity
# All sixteen in plus: no depth at all, and no entanglement.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(range(16))
