# reason: accepted
# Through the compiler into the gates of a machine with ecr.
from qiskit import QuantumCircuit, transpile

circuit = QuantumCircuit(4)
circuit.ry(-6.558908, 0)
circuit.cx(0, 2)
circuit.x(0)
circuit.ry(-3.57567, 1)
circuit.ry(2.707515, 3)
circuit.cx(0, 1)
circuit.cx(2, 3)
circuit.ry(-3.57567, 1)
circuit.ry(-2.707515, 3)
answer = transpile(
    circuit, basis_gates=["ecr", "rz", "sx", "x"], optimization_level=3, seed_transpiler=1
)
