# reason: length
# A fourth element that claims a cost.
from qiskit import QuantumCircuit

circuit = QuantumCircuit(127)
circuit.sx(119)
layout = [119, 118, 117, 120, 110, 100, 101, 121, 122, 111, 102, 103]
answer = (circuit, layout, layout, 0.0001)
