# reason: forbidden-op
import numpy as np
from qiskit import QuantumCircuit

amplitudes = np.zeros(32)
amplitudes[[0, 31]] = 1 / np.sqrt(2)
answer = QuantumCircuit(5)
answer.initialize(amplitudes)
