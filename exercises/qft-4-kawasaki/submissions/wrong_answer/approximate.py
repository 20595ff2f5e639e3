# reason: relative-phase
# Without the smallest rotation, cp(pi/8): good enough for much, but another unitary.
from qiskit import QuantumCircuit, transpile
from qiskit.synthesis import synth_qft_full

from grader import device

qft = QuantumCircuit(4)
qft.compose(synth_qft_full(4, approximation_degree=1), inplace=True)
circuit = transpile(qft, target=device("kawasaki").target, optimization_level=3, seed_transpiler=2)
answer = (
    circuit,
    circuit.layout.initial_index_layout(filter_ancillas=True),
    circuit.layout.final_index_layout(filter_ancillas=True),
)
