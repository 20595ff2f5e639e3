# reason: qubits
# Over the guard: refused without simulation.
from qiskit import QuantumCircuit

answer = QuantumCircuit(40)
answer.h(0)
