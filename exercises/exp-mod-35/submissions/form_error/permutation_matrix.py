# reason: forbidden-op
# The table of values as a matrix.
import numpy as np
from qiskit import QuantumCircuit

table = np.zeros((16, 16))
for x in range(4):
    for y in range(4):
        table[x + 4 * ((y + x) % 4), x + 4 * y] = 1
answer = QuantumCircuit(4)
answer.unitary(table, range(4))
