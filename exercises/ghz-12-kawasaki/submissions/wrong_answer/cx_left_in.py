# reason: isa
# A right GHZ circuit on connected qubits, not translated to the device's gates.
from qiskit import QuantumCircuit

arcs = [
    *((119, 118), (118, 117), (119, 120), (118, 110), (110, 100), (100, 101)),
    *((120, 121), (121, 122), (122, 111), (101, 102), (102, 103)),
]
circuit = QuantumCircuit(127)
circuit.h(119)
for parent, child in arcs:
    circuit.cx(parent, child)
layout = [119, *(child for _, child in arcs)]
answer = (circuit, layout, layout)
