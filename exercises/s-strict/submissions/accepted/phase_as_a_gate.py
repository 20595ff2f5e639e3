# reason: accepted
# The library has a gate on no qubits for the global phase.
from math import pi

from qiskit import QuantumCircuit
from qiskit.circuit.library import GlobalPhaseGate

answer = QuantumCircuit(1)
answer.append(GlobalPhaseGate(pi / 4), [])
answer.rz(pi / 2, 0)
