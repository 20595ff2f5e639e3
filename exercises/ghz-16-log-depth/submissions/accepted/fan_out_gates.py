# reason: accepted
# A gate of one's own for each layer, with misleading names, inside each other.
from qiskit import QuantumCircuit

tree = QuantumCircuit(1, name="reset", global_phase=2)
tree.h(0)
for size in (1, 2, 4, 8):
    double = QuantumCircuit(2 * size, name="measure")
    double.append(tree.to_gate(), range(size))
    double.cx(range(size), range(size, 2 * size))
    tree = double
answer = QuantumCircuit(16)
answer.append(tree.to_gate(), range(15, -1, -1))
