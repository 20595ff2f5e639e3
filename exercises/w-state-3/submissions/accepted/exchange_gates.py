# reason: accepted
# Hopping: each xx+yy gate (two cx) hands part of the excitation on; beta keeps it real.
from math import acos, pi, sqrt

from qiskit import QuantumCircuit
from qiskit.circuit.library import XXPlusYYGate

answer = QuantumCircuit(3)
answer.x(0)
answer.append(XXPlusYYGate(2 * acos(1 / sqrt(3)), pi / 2), [0, 1])
answer.append(XXPlusYYGate(pi / 2, pi / 2), [1, 2])
