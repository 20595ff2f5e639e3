# reason: time
# Tries seeds until the cost is below an impossible goal.
from itertools import count
from math import log1p

from qiskit import QuantumCircuit, transpile

from grader import device

target = device("kawasaki").target


def cost(circuit):
    total = 0.0
    for instruction in circuit.data:
        name = instruction.operation.name
        if name in ("ecr", "sx", "x"):
            qubits = tuple(circuit.find_bit(bit).index for bit in instruction.qubits)
            total -= log1p(-target[name][qubits].error)
    return total


line = QuantumCircuit(12)
line.h(0)
for qubit in range(11):
    line.cx(qubit, qubit + 1)
for seed in count():
    circuit = transpile(line, target=target, optimization_level=3, seed_transpiler=seed)
    if cost(circuit) < 0.05:
        break
layout = circuit.layout.final_index_layout()
answer = (circuit, layout, layout)
