# reason: type
# As `expectation_value` returns them: the real parts were not taken.
from math import pi

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp, Statevector

circuit = QuantumCircuit(2)
circuit.ry(pi / 3, 0)
circuit.cx(0, 1)
circuit.rz(pi / 3, 1)
state = Statevector(circuit)
labels = ["IZ", "ZZ", "XX", "XY"]
answer = np.array([complex(state.expectation_value(SparsePauliOp(label))) for label in labels])
