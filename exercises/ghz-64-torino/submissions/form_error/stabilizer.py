# reason: forbidden-op
# The state from a table.
from qiskit import QuantumCircuit

circuit = QuantumCircuit(133)
circuit.prepare_state("1" * 4, [0, 1, 2, 3])
layout = list(range(64))
answer = (circuit, layout, layout)
