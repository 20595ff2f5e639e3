# reason: accepted
# Adds phases between two Fourier transforms; the carry out is the sum's third bit.
from math import pi

from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate

answer = QuantumCircuit(6)
total = [3, 4, 5]
answer.append(QFTGate(3), total)
for qubit, value in ((0, 1), (1, 1), (2, 2)):
    for place, target in enumerate(total):
        answer.cp(2 * pi * value * 2**place / 8, qubit, target)
answer.append(QFTGate(3).inverse(), total)
