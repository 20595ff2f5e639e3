# reason: accepted
# A breadth-first tree, children in the order of their numbers.
from collections import deque

from qiskit import QuantumCircuit, transpile

from grader import device

target = device("torino").target
neighbours = {}
for one, other in target["cz"]:
    neighbours.setdefault(one, []).append(other)

root = 65
queue, layout, edges = deque([root]), [root], []
while len(layout) < 64:
    qubit = queue.popleft()
    for way in sorted(neighbours[qubit]):
        if way not in layout and len(layout) < 64:
            layout.append(way)
            queue.append(way)
            edges.append((qubit, way))

logical = QuantumCircuit(64)
logical.h(0)
for qubit, way in edges:
    logical.cx(layout.index(qubit), layout.index(way))
circuit = transpile(
    logical, target=target, initial_layout=layout, optimization_level=1, seed_transpiler=3
)
answer = (circuit, layout, layout)
