# reason: accepted
# Cost 42, depth 3: from the middle, and without the rz that does nothing on a qubit in 0. Four
# cx join five qubits, one sx superposes, and its phase -i takes one rz: no gate can go.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.sx(2)
answer.rz(pi / 2, 2)
answer.cx(2, 1)
answer.cx(2, 3)
answer.cx(1, 0)
answer.cx(3, 4)
