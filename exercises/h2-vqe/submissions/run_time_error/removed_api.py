# reason: exception
# From an old tutorial: this method does not exist any more.
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter

theta = Parameter("theta")
ansatz = QuantumCircuit(2)
ansatz.ry(theta, 0)
ansatz.x(1)
ansatz.cx(0, 1)
answer = ansatz.bind_parameters({theta: -2.918})
