# reason: accepted
from math import pi

from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp, Statevector

circuit = QuantumCircuit(2)
circuit.ry(pi / 3, 0)
circuit.cx(0, 1)
circuit.rz(pi / 3, 1)

state = Statevector(circuit)
labels = ["IZ", "ZZ", "XX", "XY"]
answer = [float(state.expectation_value(SparsePauliOp(label)).real) for label in labels]
