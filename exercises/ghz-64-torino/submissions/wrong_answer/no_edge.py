# reason: isa
# Qubits 0 and 64 are not connected.
from math import pi

from qiskit import QuantumCircuit

circuit = QuantumCircuit(133)
circuit.rz(pi / 2, 0)
circuit.cz(0, 64)
layout = list(range(64))
answer = (circuit, layout, layout)
