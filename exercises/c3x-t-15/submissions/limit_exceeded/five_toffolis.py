# reason: t_count
# Right, with two Toffolis that cancel: nothing is merged.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.ccx(0, 1, 3)
answer.ccx(0, 1, 3)
answer.ccx(0, 1, 4)
answer.ccx(4, 2, 3)
answer.ccx(0, 1, 4)
