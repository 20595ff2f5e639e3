# reason: relative-phase
from math import acos, sqrt

from qiskit import QuantumCircuit, transpile
from qiskit.transpiler import CouplingMap

circuit = QuantumCircuit(8)
circuit.x(7)
for qubit in range(7, 0, -1):
    angle = acos(sqrt(1 / (qubit + 1)))
    circuit.ry(-angle, qubit - 1)
    circuit.cz(qubit, qubit - 1)
    circuit.ry(angle, qubit - 1)
for qubit in range(7, 0, -1):
    circuit.cx(qubit - 1, qubit)
for qubit in range(1, 8, 2):
    circuit.z(qubit)
answer = transpile(
    circuit,
    basis_gates=["cz", "rz", "sx", "x"],
    coupling_map=CouplingMap.from_line(8),
    initial_layout=range(8),
    optimization_level=3,
    seed_transpiler=0,
)
