# reason: accepted
# Cost 0.1035: right, but among worse qubits. The layouts are tuples, in another order.
from math import pi

from qiskit import QuantumCircuit

ARCS = [
    *((4, 5), (4, 3), (4, 15), (15, 22), (22, 23), (23, 24)),
    *((24, 25), (25, 26), (26, 16), (16, 8), (8, 9)),
]
FLIPPED = {3, 8, 15, 16, 22, 23, 24, 25, 26}

circuit = QuantumCircuit(127, name="ecr", metadata={"cost": 0.0001})
circuit.sx(4)
for parent, child in ARCS:
    circuit.ecr(parent, child)
    if child in FLIPPED:
        circuit.rz(pi, child)
    circuit.sx(child)
circuit.rz(pi, 4)

layout = tuple(sorted({qubit for arc in ARCS for qubit in arc}))
answer = (circuit, layout, layout[::-1])
