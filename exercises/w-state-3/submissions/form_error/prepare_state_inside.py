# reason: forbidden-op
# The same, in a gate of one's own with a plain name.
import numpy as np
from qiskit import QuantumCircuit

inner = QuantumCircuit(3, name="ry")
inner.prepare_state(np.array([0, 1, 1, 0, 1, 0, 0, 0]) / np.sqrt(3))
answer = QuantumCircuit(3)
answer.append(inner.to_gate(), range(3))
