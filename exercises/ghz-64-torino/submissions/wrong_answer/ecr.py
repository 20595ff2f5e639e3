# reason: isa
# ecr is the gate of another device.
from math import pi

from qiskit import QuantumCircuit

circuit = QuantumCircuit(133)
circuit.rz(pi / 2, 0)
circuit.ecr(0, 1)
layout = list(range(64))
answer = (circuit, layout, layout)
