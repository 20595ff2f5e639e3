# reason: accepted
# Cost 0.0765: on the star, cp and swap of the same pair as one matrix, so three ecr for both.
from math import pi

from qiskit import QuantumCircuit, transpile
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import Collect2qBlocks, ConsolidateBlocks, UnitarySynthesis

from grader import device

target = device("kawasaki").target
places = [83, 92, 84, 82]
star = QuantumCircuit(4)
star.h(0)
star.cp(pi / 8, 0, 3)
star.cp(pi / 4, 0, 2)
star.cp(pi / 2, 0, 1)
star.swap(0, 1)
star.h(0)
star.cp(pi / 4, 0, 3)
star.cp(pi / 2, 0, 2)
star.swap(0, 2)
star.h(0)
star.cp(pi / 2, 0, 3)
star.h(3)

placed = QuantumCircuit(127)
placed.compose(star, places, inplace=True)
blocks = [Collect2qBlocks(), ConsolidateBlocks(target=target, force_consolidate=True)]
fused = PassManager([*blocks, UnitarySynthesis(target=target)]).run(placed)
circuit = transpile(
    fused, target=target, initial_layout=range(127), optimization_level=1, seed_transpiler=1
)
answer = (
    circuit,
    [places[wire] for wire in (3, 2, 1, 0)],
    [places[wire] for wire in (1, 2, 0, 3)],
)
