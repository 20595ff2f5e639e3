from itertools import permutations
from math import log1p, pi

from qiskit import QuantumCircuit, transpile

from grader import device

# en: The faulty edges are left out.
# ja: 故障した辺は含まれません。
target = device("kawasaki").target


def cost(circuit):
    # en: Sum of -ln(1 - error) over ecr, sx and x.
    # ja: ecr、sx、x についての -ln(1 - error) の和です。
    total = 0.0
    for instruction in circuit.data:
        name = instruction.operation.name
        if name in ("ecr", "sx", "x"):
            qubits = tuple(circuit.find_bit(bit).index for bit in instruction.qubits)
            total -= log1p(-target[name][qubits].error)
    return total


# en: 1. choose an order of the gates that needs few swaps  2. choose a place  3. keep both layouts
# ja: 1. スワップの少ないゲートの順序を選ぶ  2. 場所を選ぶ  3. 両方のレイアウトを記録する
### BEGIN SOLUTION
weights = {}
for (a, b), properties in target["ecr"].items():
    weights.setdefault(a, {})[b] = weights.setdefault(b, {})[a] = -log1p(-properties.error)

# Wire 0 is the middle of a star. Logical qubits 3, 2, 1, 0 start on wires 0, 1, 2, 3.
star = QuantumCircuit(4)
star.h(0)
star.cp(pi / 8, 0, 3)
star.cp(pi / 4, 0, 2)
star.cp(pi / 2, 0, 1)
star.swap(0, 1)  # logical 2 in the middle
star.h(0)
star.cp(pi / 4, 0, 3)
star.cp(pi / 2, 0, 2)
star.swap(0, 2)  # logical 1 in the middle
star.h(0)
star.cp(pi / 2, 0, 3)
star.h(3)
STARTS = (3, 2, 1, 0)  # wire of logical qubit i
ENDS = (1, 2, 0, 3)  # the same at the end; the swaps of the QFT reverse it


def on_device(places):
    circuit = transpile(
        star, target=target, initial_layout=places, optimization_level=3, seed_transpiler=1
    )
    final = circuit.layout.final_index_layout()
    return circuit, [places[wire] for wire in STARTS], [final[wire] for wire in ENDS]


middles = sorted(
    (qubit for qubit in weights if len(weights[qubit]) == 3),
    key=lambda qubit: sum(weights[qubit].values()),
)
places = [[middle, *leaves] for middle in middles[:5] for leaves in permutations(weights[middle])]
answer = min((on_device(place) for place in places), key=lambda found: cost(found[0]))
### END SOLUTION
