# reason: nan
# The square root of a negative number, computed by numpy.
import warnings

import numpy as np
from qiskit import QuantumCircuit

warnings.simplefilter("ignore")
answer = QuantumCircuit(3)
answer.ry(float(2 * np.arccos(np.sqrt(-1 / 3))), 0)
answer.ch(0, 1)
