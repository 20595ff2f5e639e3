# reason: accepted
# Cost 0.0808, just over par: a line of cx, everything else left to transpile.
from qiskit import QuantumCircuit, transpile

from grader import device

line = QuantumCircuit(12)
line.h(0)
for qubit in range(11):
    line.cx(qubit, qubit + 1)
circuit = transpile(
    line, target=device("kawasaki").target, optimization_level=3, seed_transpiler=11
)
answer = (
    circuit,
    circuit.layout.initial_index_layout(filter_ancillas=True),
    circuit.layout.final_index_layout(),
)
