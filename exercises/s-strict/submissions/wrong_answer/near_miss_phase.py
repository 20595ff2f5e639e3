# reason: global-phase
# The global phase is off by 1.2e-6, the tolerance is 1e-6.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1, global_phase=pi / 4 + 1.2e-6)
answer.rz(pi / 2, 0)
