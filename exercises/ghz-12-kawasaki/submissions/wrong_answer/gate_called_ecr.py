# reason: isa
# A gate called ecr that holds a cx, on an edge that exists.
from qiskit import QuantumCircuit

hidden = QuantumCircuit(2, name="ecr")
hidden.cx(0, 1)
arcs = [
    *((119, 118), (118, 117), (119, 120), (118, 110), (110, 100), (100, 101)),
    *((120, 121), (121, 122), (122, 111), (101, 102), (102, 103)),
]
circuit = QuantumCircuit(127)
circuit.sx(119)
for parent, child in arcs:
    circuit.append(hidden.to_gate(), [parent, child])
circuit.rz(1.5707963267948966, 119)
layout = [119, *(child for _, child in arcs)]
answer = (circuit, layout, layout)
