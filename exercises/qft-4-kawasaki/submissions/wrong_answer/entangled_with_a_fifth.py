# reason: ancilla
# A gate too many leads out of the four qubits and entangles qubit 81 with them.
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
circuit.ecr(82, 81)
answer = (circuit, layout_in, layout_out)
