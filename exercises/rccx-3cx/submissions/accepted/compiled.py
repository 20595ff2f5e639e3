# reason: accepted
# The library gate, translated on the learner's side: the skill of asking the compiler.
from qiskit import QuantumCircuit, transpile

circuit = QuantumCircuit(3)
circuit.rccx(0, 1, 2)
answer = transpile(circuit, basis_gates=["cx", "u"], optimization_level=3, seed_transpiler=7)
