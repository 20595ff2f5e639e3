# reason: fidelity
from math import pi

from qiskit import QuantumCircuit, transpile

circuit = QuantumCircuit(8)
circuit.h(0)
for qubit in range(7):
    circuit.cx(qubit, qubit + 1)
answer = transpile(circuit, basis_gates=["cz", "rz", "sx", "x"], optimization_level=1)
