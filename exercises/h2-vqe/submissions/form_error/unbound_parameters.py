# reason: unbound-parameter
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter

answer = QuantumCircuit(2)
answer.ry(Parameter("theta"), 0)
answer.x(1)
answer.cx(0, 1)
