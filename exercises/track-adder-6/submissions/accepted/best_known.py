# reason: accepted
# The compiler merges rotations of the relative-phase adder.
from qiskit import QuantumCircuit, transpile

circuit = QuantumCircuit(6)

for carry, b, a in ((0, 3, 1), (1, 4, 2)):
    circuit.cx(a, b)
    circuit.cx(a, carry)
    circuit.rccx(carry, b, a)
circuit.cx(2, 5)
for carry, b, a in ((1, 4, 2), (0, 3, 1)):
    circuit.rccx(carry, b, a)
    circuit.cx(a, carry)
    circuit.cx(carry, b)

answer = transpile(
    circuit, basis_gates=["cx", "rz", "sx", "x"], optimization_level=3, seed_transpiler=0
)
