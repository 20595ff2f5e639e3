# reason: relative-phase
# The QFT without its swaps, and a layout_out that does not make up for them.
from math import pi

from qiskit import QuantumCircuit, transpile

from grader import device

qft = QuantumCircuit(4)
for high in reversed(range(4)):
    qft.h(high)
    for low in reversed(range(high)):
        qft.cp(pi / 2 ** (high - low), low, high)
circuit = transpile(qft, target=device("kawasaki").target, optimization_level=3, seed_transpiler=4)
answer = (
    circuit,
    circuit.layout.initial_index_layout(filter_ancillas=True),
    circuit.layout.final_index_layout(filter_ancillas=True),
)
