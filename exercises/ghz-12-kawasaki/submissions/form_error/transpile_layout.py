# reason: type
# Qiskit's own layout object in place of two lists.
from qiskit import QuantumCircuit, transpile

from grader import device

line = QuantumCircuit(12)
line.h(0)
for qubit in range(11):
    line.cx(qubit, qubit + 1)
circuit = transpile(line, target=device("kawasaki").target, seed_transpiler=11)
answer = (circuit, circuit.layout, circuit.layout)
