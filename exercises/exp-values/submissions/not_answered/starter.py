# reason: starter
from math import pi

from qiskit import QuantumCircuit

circuit = QuantumCircuit(2)
circuit.ry(pi / 3, 0)
circuit.cx(0, 1)
circuit.rz(pi / 3, 1)

raise NotImplementedError()
