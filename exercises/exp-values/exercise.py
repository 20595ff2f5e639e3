from math import pi

from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp, Statevector

circuit = QuantumCircuit(2)
circuit.ry(pi / 3, 0)
circuit.cx(0, 1)
circuit.rz(pi / 3, 1)

# answer = [<Z0>, <Z0 Z1>, <X0 X1>, <Y0 X1>]
### BEGIN SOLUTION
state = Statevector(circuit)
# The rightmost letter of a label acts on q0.
labels = ["IZ", "ZZ", "XX", "XY"]
answer = [float(state.expectation_value(SparsePauliOp(label)).real) for label in labels]
### END SOLUTION
