# reason: type
from qiskit.quantum_info import Statevector

answer = Statevector.from_label("000").data
