# reason: type
from qiskit import QuantumCircuit, qasm3

circuit = QuantumCircuit(2)
circuit.h(0)
circuit.cx(0, 1)
answer = qasm3.dumps(circuit)
