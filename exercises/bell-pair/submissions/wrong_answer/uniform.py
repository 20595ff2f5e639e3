# reason: fidelity
# Both qubits superposed, not entangled.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.h([0, 1])
