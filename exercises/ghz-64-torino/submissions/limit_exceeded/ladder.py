# reason: depth2q
# The textbook's ladder along a path: depth 63.
from qiskit import QuantumCircuit, transpile

from grader import device

target = device("torino").target
neighbours = {}
for one, other in target["cz"]:
    neighbours.setdefault(one, []).append(other)


def path(start, goal):
    """Return the longest way of this many qubits that a depth-first search meets."""
    stack = [(start, [start])]
    while stack:
        qubit, way = stack.pop()
        if len(way) == goal:
            return way
        stack.extend((new, [*way, new]) for new in sorted(neighbours[qubit]) if new not in way)
    return None


line = path(0, 64)
logical = QuantumCircuit(64)
logical.h(0)
for qubit in range(63):
    logical.cx(qubit, qubit + 1)
circuit = transpile(
    logical, target=target, initial_layout=line, optimization_level=1, seed_transpiler=3
)
answer = (circuit, line, line)
