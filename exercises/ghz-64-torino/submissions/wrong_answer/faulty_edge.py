# reason: isa
# The edge (15, 19) stands in the coupling map of the machine, but it is out of order.
from math import pi

from qiskit import QuantumCircuit

circuit = QuantumCircuit(133)
circuit.rz(pi / 2, 15)
circuit.cz(15, 19)
layout = list(range(64))
answer = (circuit, layout, layout)
