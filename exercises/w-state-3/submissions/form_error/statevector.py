# reason: type
import numpy as np
from qiskit.quantum_info import Statevector

answer = Statevector(np.array([0, 1, 1, 0, 1, 0, 0, 0]) / np.sqrt(3)).data
