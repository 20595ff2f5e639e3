# reason: width
# Twelve qubits, not the device's 127.
from qiskit import QuantumCircuit

circuit = QuantumCircuit(12)
circuit.sx(0)
for qubit in range(11):
    circuit.ecr(qubit, qubit + 1)
answer = (circuit, list(range(12)), list(range(12)))
