# reason: type
# Brings an operator whose lowest energy is much lower.
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp

circuit = QuantumCircuit(4)
circuit.x([0, 1])
answer = (circuit, SparsePauliOp(["IIII"], [-2.0]))
