# reason: forbidden-op
import numpy as np
from qiskit import QuantumCircuit

amplitudes = np.zeros(256)
amplitudes[[1 << qubit for qubit in range(8)]] = 8**-0.5
answer = QuantumCircuit(8)
answer.prepare_state(amplitudes)
