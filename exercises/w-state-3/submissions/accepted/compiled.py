# reason: accepted
# The learner's compiler writes out a state preparation: right, but not cheap.
import numpy as np
from qiskit import QuantumCircuit, transpile

circuit = QuantumCircuit(3)
circuit.prepare_state(np.array([0, 1, 1, 0, 1, 0, 0, 0]) / np.sqrt(3))
answer = transpile(circuit, basis_gates=["cx", "u"], optimization_level=3, seed_transpiler=5)
