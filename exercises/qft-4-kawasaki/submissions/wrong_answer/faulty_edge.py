# reason: isa
# The edge (6, 7) stands in the coupling map of the machine, but it is out of order.
from qiskit import QuantumCircuit

circuit = QuantumCircuit(127)
circuit.sx(6)
circuit.ecr(6, 7)
answer = (circuit, [6, 7, 5, 4], [6, 7, 5, 4])
