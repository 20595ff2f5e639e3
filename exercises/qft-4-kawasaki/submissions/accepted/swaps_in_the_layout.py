# reason: accepted
# The QFT without its swaps, and a layout_out that is read backwards: nothing is missing.
from math import pi

import numpy as np
from qiskit import QuantumCircuit, transpile

from grader import device

qft = QuantumCircuit(4, name="no swaps", metadata={"cost": 0.0001})
for high in reversed(range(4)):
    qft.h(high)
    for low in reversed(range(high)):
        qft.cp(pi / 2 ** (high - low), low, high)
circuit = transpile(qft, target=device("kawasaki").target, optimization_level=3, seed_transpiler=4)
layout_in = circuit.layout.initial_index_layout(filter_ancillas=True)
layout_out = circuit.layout.final_index_layout(filter_ancillas=True)
answer = (circuit, np.array(layout_in), tuple(reversed(layout_out)))
