# reason: accepted
# sx rz sx is an x that misses by 6e-7 in fidelity; the tolerance is 1e-6.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.x(1)
answer.sx(2)
answer.rz(0.0015, 2)
answer.sx(2)
