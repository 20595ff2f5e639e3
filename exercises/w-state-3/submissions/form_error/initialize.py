# reason: forbidden-op
import numpy as np
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.initialize(np.array([0, 1, 1, 0, 1, 0, 0, 0]) / np.sqrt(3))
