# reason: accepted
# Addition as phases between a Fourier transform of y and its inverse.
from math import pi

from qiskit import QuantumCircuit

fourier = QuantumCircuit(2, name="qft")
fourier.h(1)
fourier.cp(pi / 2, 0, 1)
fourier.h(0)
answer = QuantumCircuit(4)
answer.append(fourier.to_gate(), [2, 3])
answer.cp(pi / 2, 0, 3)
answer.cp(pi, 1, 3)
answer.cp(pi, 0, 2)
answer.append(fourier.inverse().to_gate(), [2, 3])
