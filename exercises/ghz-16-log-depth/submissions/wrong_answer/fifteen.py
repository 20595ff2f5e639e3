# reason: fidelity
# GHZ of fifteen qubits; q15 stays 0.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(0)
for size in (1, 2, 4, 8):
    for qubit in range(size):
        if qubit + size < 15:
            answer.cx(qubit, qubit + size)
