# reason: type
from math import sqrt

from qiskit.quantum_info import Statevector


def answer(x, z):
    return Statevector([1 - x, x, x * (-1) ** z, (1 - x) * (-1) ** z]) / sqrt(2)
