# reason: measurement
# q4 is reset instead of uncomputed.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.ccx(0, 1, 4)
answer.ccx(4, 2, 3)
answer.reset(4)
