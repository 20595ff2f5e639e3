# reason: width
# Four qubits, not the device's 127.
from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import QFTGate

qft = QuantumCircuit(4)
qft.append(QFTGate(4), range(4))
circuit = transpile(qft, basis_gates=["ecr", "rz", "sx", "x"], optimization_level=1)
answer = (circuit, [0, 1, 2, 3], [0, 1, 2, 3])
