# reason: global-phase
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1, global_phase=-pi / 4)
answer.rz(pi / 2, 0)
