# reason: forbidden-op
import numpy as np
from qiskit import QuantumCircuit

answer = QuantumCircuit(6)
answer.unitary(np.eye(64), range(6))
