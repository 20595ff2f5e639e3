# reason: width
# Before the translation to the device.
from qiskit import QuantumCircuit

circuit = QuantumCircuit(64)
circuit.h(0)
for qubit in range(63):
    circuit.cx(qubit, qubit + 1)
layout = list(range(64))
answer = (circuit, layout, layout)
