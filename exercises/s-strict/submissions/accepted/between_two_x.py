# reason: accepted
# Three gates, as many as the limit allows.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1)
answer.x(0)
answer.rz(-pi / 2, 0)
answer.barrier()
answer.x(0)
answer.global_phase += pi / 4
