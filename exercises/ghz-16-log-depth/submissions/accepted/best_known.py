# reason: accepted
# Cost 152, depth 4. Fifteen cx join sixteen qubits, one sx superposes, and its phase -i takes
# one rz: no gate can go.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.sx(0)
answer.rz(pi / 2, 0)
for layer in range(4):
    for qubit in range(2**layer):
        answer.cx(qubit, qubit + 2**layer)
