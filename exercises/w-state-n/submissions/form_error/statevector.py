# reason: type
from qiskit.quantum_info import Statevector


def answer(n):
    return Statevector([n**-0.5 if bin(i).count("1") == 1 else 0 for i in range(2**n)])
