# reason: forbidden-op
# The encoder as a matrix.
import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit.library import UnitaryGate

matrix = np.eye(8)[:, [0, 1, 2, 7, 4, 5, 6, 3]]
answer = QuantumCircuit(3)
answer.append(UnitaryGate(matrix), [0, 1, 2])
