# reason: nan
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, global_phase=float("nan"))
answer.x([1, 2])
