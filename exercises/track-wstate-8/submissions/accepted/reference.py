# reason: accepted
from math import acos, sqrt

from qiskit import QuantumCircuit, transpile
from qiskit.transpiler import CouplingMap

circuit = QuantumCircuit(8)
# en: Build the state from any gates, then go down to cz, rz, sx, x on a line.
# ja: まず好きなゲートで状態をつくり、次に一列の cz、rz、sx、x に落とします。
### BEGIN SOLUTION
circuit.x(0)
# Each step leaves its share behind and moves the rest of the excitation on.
for qubit in range(7):
    angle = 2 * acos(sqrt(1 / (8 - qubit)))
    circuit.cry(angle, qubit, qubit + 1) if qubit else circuit.ry(angle, 1)
    circuit.cx(qubit + 1, qubit)
answer = transpile(
    circuit,
    basis_gates=["cz", "rz", "sx", "x"],
    coupling_map=CouplingMap.from_line(8),
    initial_layout=range(8),
    optimization_level=3,
    seed_transpiler=0,
)
### END SOLUTION
