# reason: accepted
# Cost 0.0717: one ecr an edge, one sx a qubit, and one more sx for each of the two edges that
# point towards the tree. There the new qubit controls, and ecr acts on the old one between two
# rz. The flips were found by simulating the twelve qubits.
from math import pi

from qiskit import QuantumCircuit

FLIPPED = {118, 100, 101, 92, 83}
circuit = QuantumCircuit(127)


def settle(qubit):
    if qubit in FLIPPED:
        circuit.rz(pi, qubit)
    circuit.sx(qubit)


def towards(new, old):
    circuit.sx(new)
    circuit.rz(pi / 2, old)
    circuit.ecr(new, old)
    circuit.rz(-pi / 2, old)
    circuit.rz(-pi / 2, new)


circuit.sx(119)
for parent, child in [(119, 118), (119, 120)]:
    circuit.ecr(parent, child)
settle(118)
settle(120)
for parent, child in [(118, 110), (118, 117), (110, 100), (100, 101), (101, 102)]:
    circuit.ecr(parent, child)
    if child != 102:
        settle(child)
towards(92, 102)
settle(102)
settle(92)
circuit.ecr(92, 83)
towards(84, 83)
settle(83)
settle(84)
circuit.ecr(83, 82)
settle(82)

layout = [119, 118, 120, 110, 117, 100, 101, 102, 92, 83, 82, 84]
answer = (circuit, layout, layout)
