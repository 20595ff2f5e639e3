# reason: forbidden-op
import numpy as np
from qiskit import QuantumCircuit

amplitudes = np.zeros(2**16)
amplitudes[[0, -1]] = 1 / np.sqrt(2)
answer = QuantumCircuit(16)
answer.prepare_state(amplitudes)
