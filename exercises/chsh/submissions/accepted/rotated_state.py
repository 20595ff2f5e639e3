# reason: accepted
# All angles of q0 turned by 1, and the qubit with them; angles as a numpy array.
import numpy as np
from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.ry(np.pi / 2, 1)
qc.cx(1, 0)
qc.ry(1.0, 0)
answer = (qc, np.array([1.0, 1 + np.pi / 2, np.pi / 4, 7 * np.pi / 4]))
