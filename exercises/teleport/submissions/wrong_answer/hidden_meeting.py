# reason: coupling
# A composite called bell hides a gate on q0 and q2.
from qiskit import QuantumCircuit

bell = QuantumCircuit(3, name="bell")
bell.dcx(0, 2)

answer = QuantumCircuit(3, 2)
answer.append(bell.to_gate(), [0, 1, 2])
