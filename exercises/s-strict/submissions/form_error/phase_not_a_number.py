# reason: nan
from math import inf, pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1)
answer.rz(pi / 2, 0)
answer.rz(inf, 0)
