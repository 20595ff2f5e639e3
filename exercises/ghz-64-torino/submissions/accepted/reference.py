# reason: accepted
from qiskit import QuantumCircuit, transpile

from grader import device

# en: The faulty edges are left out; cz works both ways.
# ja: 故障した辺は含まれません。cz には向きがありません。
target = device("torino").target
neighbours = {}
for one, other in target["cz"]:
    neighbours.setdefault(one, []).append(other)

# en: 1. choose a root  2. let the entanglement spread to many qubits at once  3. translate
# ja: 1. 根を選ぶ  2. エンタングルメントを同時に多くの量子ビットへ広げる  3. 変換する
### BEGIN SOLUTION


def spread(root, size=64):
    """Return rounds of (from, to): each entangled qubit reaches one new neighbour a round."""
    reached, rounds = [root], []
    while len(reached) < size:
        free = set(neighbours) - set(reached)
        steps = []
        for qubit in reached:
            ways = [other for other in neighbours[qubit] if other in free]
            if ways and len(reached) + len(steps) < size:
                way = max(ways, key=lambda other: (len(free & set(neighbours[other])), other))
                free.remove(way)
                steps.append((qubit, way))
        if not steps:
            return None
        reached += [way for _, way in steps]
        rounds.append(steps)
    return rounds


plans = [rounds for rounds in map(spread, neighbours) if rounds]
plan = [step for steps in min(plans, key=len) for step in steps]
layout = [plan[0][0], *(way for _, way in plan)]
place = {qubit: index for index, qubit in enumerate(layout)}

logical = QuantumCircuit(64)
logical.h(0)
for qubit, way in plan:
    logical.cx(place[qubit], place[way])
circuit = transpile(
    logical, target=target, initial_layout=layout, optimization_level=1, seed_transpiler=1
)
answer = (circuit, layout, layout)
### END SOLUTION
