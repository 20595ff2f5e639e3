# reason: accepted
# The library gate, translated on the learner's side: the compiler keeps the global phase.
from qiskit import QuantumCircuit, transpile

circuit = QuantumCircuit(1)
circuit.s(0)
answer = transpile(circuit, basis_gates=["rz", "sx", "x"], optimization_level=0)
