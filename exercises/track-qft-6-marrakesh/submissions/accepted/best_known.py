# reason: accepted
# 40 cz: qubit 0 waits at the end of the line and is never swapped. Each other one walks up to it
# past all higher ones, so that ten of the fifteen phases need a swap, and share its three cz.
from math import pi

from qiskit import QuantumCircuit, transpile
from qiskit.transpiler import CouplingMap

line = QuantumCircuit(6)  # at first qubit 0 is on wire 0, qubit k on wire 6 - k
for qubit in (5, 4, 3, 2, 1):
    for wire in range(5 - qubit, 0, -1):
        line.cp(pi / 2**wire, wire, wire + 1)
        line.swap(wire, wire + 1)
    line.h(1)
    line.cp(pi / 2**qubit, 0, 1)
line.h(0)
compiled = transpile(
    line,
    basis_gates=["cz", "rz", "sx", "x"],
    coupling_map=CouplingMap.from_line(6),
    initial_layout=range(6),
    optimization_level=2,
    seed_transpiler=0,
)
path = [11, 12, 13, 14, 15, 19]  # the best of all paths of six qubits
circuit = QuantumCircuit(156)
circuit.compose(compiled, path, inplace=True)
answer = (circuit, [path[0], *path[:0:-1]], path[::-1])
