# reason: type
# A list of the four circuits in place of a function.
from qiskit import QuantumCircuit

answer = []
for x, z in ((0, 0), (0, 1), (1, 0), (1, 1)):
    circuit = QuantumCircuit(2)
    circuit.h(1)
    circuit.cx(1, 0)
    if x:
        circuit.x(0)
    if z:
        circuit.z(1)
    answer.append(circuit)
