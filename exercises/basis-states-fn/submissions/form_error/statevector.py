# reason: type
# The state is right, but it is no circuit.
from qiskit.quantum_info import Statevector


def answer(label):
    return Statevector.from_label(label)
