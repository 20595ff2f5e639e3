# reason: accepted
# A gate of one's own carries its global phase along; its name says nothing.
from math import pi

from qiskit import QuantumCircuit

inner = QuantumCircuit(1, name="unitary", global_phase=pi / 4)
inner.rz(pi / 2, 0)
answer = QuantumCircuit(1)
answer.append(inner.to_gate(), [0])
