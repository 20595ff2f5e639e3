# reason: accepted
# The same with the library's QFT, whose result stands in natural order.
from math import pi

from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate

answer = QuantumCircuit(4)
answer.append(QFTGate(2), [2, 3])
for x_bit in (0, 1):
    for y_bit in (0, 1):
        answer.cp(2 * pi * 2**x_bit * 2**y_bit / 4, x_bit, 2 + y_bit)
answer.append(QFTGate(2).inverse(), [2, 3])
