# reason: starter
from math import acos, sqrt

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)

raise NotImplementedError()
