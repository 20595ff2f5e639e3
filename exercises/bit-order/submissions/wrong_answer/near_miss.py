# reason: fidelity
# As accepted/within_tolerance, but it misses by 1.2e-6.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.x(1)
answer.sx(2)
answer.rz(0.0022, 2)
answer.sx(2)
