# reason: starter
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1)

raise NotImplementedError()
