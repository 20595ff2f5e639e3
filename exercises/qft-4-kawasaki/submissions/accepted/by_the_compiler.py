# reason: accepted
# Cost 0.0978, over par: the gate itself, level 3, one seed. Many seeds give the same.
from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import QFTGate

from grader import device

qft = QuantumCircuit(4)
qft.append(QFTGate(4), range(4))
circuit = transpile(qft, target=device("kawasaki").target, optimization_level=3, seed_transpiler=2)
answer = (
    circuit,
    circuit.layout.initial_index_layout(filter_ancillas=True),
    circuit.layout.final_index_layout(filter_ancillas=True),
)
