# reason: accepted
# A star of cx, routed by the compiler: swaps move the qubits, so the layouts differ.
from qiskit import QuantumCircuit, transpile

from grader import device

star = QuantumCircuit(12)
star.h(0)
for qubit in range(1, 8):
    star.cx(0, qubit)
for qubit in range(7, 11):
    star.cx(qubit, qubit + 1)
for seed in range(40):
    circuit = transpile(
        star, target=device("kawasaki").target, optimization_level=3, seed_transpiler=seed
    )
    layout_in = circuit.layout.initial_index_layout(filter_ancillas=True)
    layout_out = circuit.layout.final_index_layout()
    if circuit.count_ops()["ecr"] <= 22 and layout_in != layout_out:
        break
answer = (circuit, layout_in, layout_out)
