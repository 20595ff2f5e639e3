# reason: type
# A claim of what it costs is no part of the answer.
from qiskit import QuantumCircuit

circuit = QuantumCircuit(2)
circuit.h(0)
circuit.cx(0, 1)
answer = (circuit, {"cost": 1})
