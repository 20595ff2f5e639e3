# reason: isa
# The device has (119, 118), not (118, 119).
from math import pi

from qiskit import QuantumCircuit

ARCS = [
    *((118, 119), (118, 117), (118, 110), (110, 100), (100, 101), (101, 102)),
    *((119, 120), (120, 121), (121, 122), (122, 111), (102, 103)),
]

circuit = QuantumCircuit(127)
circuit.sx(118)
for parent, child in ARCS:
    circuit.ecr(parent, child)
    circuit.sx(child)

layout = [118, *(child for _, child in ARCS)]
answer = (circuit, layout, layout)
