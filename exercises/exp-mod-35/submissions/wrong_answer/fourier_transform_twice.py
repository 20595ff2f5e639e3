# reason: unitary
# The second Fourier transform is not the inverse: y becomes -(y + x).
from math import pi

from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate

answer = QuantumCircuit(4)
answer.append(QFTGate(2), [2, 3])
answer.cp(pi / 2, 0, 2)
answer.cp(pi, 1, 2)
answer.cp(pi, 0, 3)
answer.append(QFTGate(2), [2, 3])
