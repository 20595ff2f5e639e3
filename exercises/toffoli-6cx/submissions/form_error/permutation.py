# reason: forbidden-op
# CCX permutes basis states, so a table would do.
import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit.library import UnitaryGate

answer = QuantumCircuit(3)
answer.append(UnitaryGate(np.eye(8)[[0, 1, 2, 7, 4, 5, 6, 3]]), [0, 1, 2])
