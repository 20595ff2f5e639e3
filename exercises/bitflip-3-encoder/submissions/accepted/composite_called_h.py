# reason: accepted
# An own composite called h, a global phase, and a gate that does nothing to a qubit in 0.
from qiskit import QuantumCircuit

spread = QuantumCircuit(3, name="h", global_phase=1.2)
spread.z([1, 2])
spread.cx(0, [1, 2])
answer = QuantumCircuit(3, global_phase=-0.3)
answer.append(spread.to_gate(), [0, 1, 2])
