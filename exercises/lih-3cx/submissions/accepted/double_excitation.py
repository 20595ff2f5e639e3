# reason: accepted
# Chemistry's own gates: a pair excitation, then the orbital of each electron turned by a controlled
# rotation; six two-qubit gates after translation, as many as the limit allows.
from math import pi

from qiskit import QuantumCircuit
from qiskit.circuit.library import XXPlusYYGate

answer = QuantumCircuit(4)
answer.x([0, 1])
answer.append(XXPlusYYGate(0.275708, -pi / 2), [0, 2])
answer.cry(-4.009756, 2, 1)
answer.cry(4.009739, 2, 3)
