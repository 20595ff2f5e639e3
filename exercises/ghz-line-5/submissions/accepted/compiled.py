# reason: accepted
# The textbook circuit, given to the compiler with the coupling of the chip.
from qiskit import QuantumCircuit, transpile
from qiskit.transpiler import CouplingMap

textbook = QuantumCircuit(5)
textbook.h(0)
for qubit in range(4):
    textbook.cx(qubit, qubit + 1)
answer = transpile(
    textbook,
    basis_gates=["cx", "rz", "sx", "x"],
    coupling_map=CouplingMap.from_line(5),
    initial_layout=range(5),
    optimization_level=2,
    seed_transpiler=1,
)
