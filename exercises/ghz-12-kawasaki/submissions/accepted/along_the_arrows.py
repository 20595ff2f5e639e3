# reason: accepted
# Cost 0.0801: only edges that point away from the root, so ecr and one sx a qubit suffice.
from math import pi

from qiskit import QuantumCircuit

ARCS = [
    *((119, 118), (118, 117), (119, 120), (118, 110), (110, 100), (100, 101)),
    *((120, 121), (121, 122), (122, 111), (101, 102), (102, 103)),
]
FLIPPED = {100, 101, 102, 110, 117, 118, 120, 121, 122}

circuit = QuantumCircuit(127)
circuit.sx(119)
for parent, child in ARCS:
    circuit.ecr(parent, child)
    if child in FLIPPED:
        circuit.rz(pi, child)
    circuit.sx(child)
circuit.rz(pi, 119)

layout = [119, *(child for _, child in ARCS)]
answer = (circuit, layout, layout)
