# reason: measurement
# GHZ by measurement and correction: short, but not unitary.
from qiskit import QuantumCircuit

circuit = QuantumCircuit(127, 1)
circuit.sx(119)
circuit.ecr(119, 118)
circuit.measure(118, 0)
with circuit.if_test((0, 1)):
    circuit.x(118)
layout = [119, 118, 117, 120, 110, 100, 101, 121, 122, 111, 102, 103]
answer = (circuit, layout, layout)
