# reason: type
# Brings an operator whose lowest energy is much lower.
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp

circuit = QuantumCircuit(2)
circuit.x(0)
answer = (circuit, SparsePauliOp(["II"], [-2.0]))
