# reason: accepted
# A tree of bad edges, chosen by hand; the cost is about three times the best.
from qiskit import QuantumCircuit, transpile

from grader import device

tree = [
    *((12, 17), (12, 11), (12, 13), (17, 30), (30, 29), (29, 28)),
    *((28, 27), (28, 35), (35, 47), (47, 46), (46, 45)),
]
layout = [12, *(child for _, child in tree)]
logical = QuantumCircuit(12)
logical.h(0)
for parent, child in tree:
    logical.cx(layout.index(parent), layout.index(child))
circuit = transpile(
    logical,
    target=device("kawasaki").target,
    initial_layout=layout,
    optimization_level=1,
    seed_transpiler=1,
)
answer = (circuit, layout, layout)
