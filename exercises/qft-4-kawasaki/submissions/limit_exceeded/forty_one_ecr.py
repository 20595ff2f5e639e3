# reason: n2q
# Right: pairs of ecr that cancel are added until there are more than 40.
from math import pi

from qiskit import QuantumCircuit, transpile

from grader import device

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
circuit = transpile(
    star,
    target=device("kawasaki").target,
    initial_layout=places,
    optimization_level=1,
    seed_transpiler=1,
)
final = circuit.layout.final_index_layout()
layout_in = [places[wire] for wire in (3, 2, 1, 0)]
layout_out = [final[wire] for wire in (1, 2, 0, 3)]
while circuit.count_ops()["ecr"] <= 40:
    circuit.ecr(92, 83)
    circuit.ecr(92, 83)
answer = (circuit, layout_in, layout_out)
