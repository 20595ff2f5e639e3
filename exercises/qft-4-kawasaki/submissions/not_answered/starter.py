# reason: starter
from qiskit import QuantumCircuit

from grader import device

target = device("kawasaki").target

raise NotImplementedError()
