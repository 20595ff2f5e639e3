# reason: accepted
# Cost 0.0909: only edges along the arrows, in a worse region; the layouts hold numpy integers.
from math import pi

import numpy as np
from qiskit import QuantumCircuit

ARCS = [
    *((63, 62), (63, 64), (64, 54), (64, 65), (65, 66), (54, 45)),
    *((66, 67), (67, 68), (68, 55), (55, 49), (49, 50)),
]
FLIPPED = {49, 55, 62, 65, 66, 67, 68}

circuit = QuantumCircuit(127)
circuit.sx(63)
for parent, child in ARCS:
    circuit.ecr(parent, child)
    if child in FLIPPED:
        circuit.rz(pi, child)
    circuit.sx(child)
circuit.rz(pi, 63)

layout = list(np.array([63, *(child for _, child in ARCS)]))
answer = (circuit, layout, layout)
