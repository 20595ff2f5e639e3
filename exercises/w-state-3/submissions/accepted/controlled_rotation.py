# reason: accepted
# The excitation is handed on by controlled rotations, each of two cx: six in all.
from math import acos, pi, sqrt

from qiskit import QuantumCircuit

answer = QuantumCircuit(3, global_phase=pi)
answer.x(0)
for qubit, left in ((0, 3), (1, 2)):
    answer.cry(2 * acos(1 / sqrt(left)), qubit, qubit + 1)
    answer.cx(qubit + 1, qubit)
