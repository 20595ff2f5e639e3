# reason: forbidden-op
import numpy as np
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.unitary(np.eye(8)[[0, 1, 2, 7, 4, 5, 6, 3]], [0, 1, 2])
