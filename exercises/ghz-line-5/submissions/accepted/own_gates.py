# reason: accepted
# Gates of one's own with misleading names; unfolded, they keep to the line.
from qiskit import QuantumCircuit, QuantumRegister

step = QuantumCircuit(2, name="initialize")
step.cx(0, 1)
arm = QuantumCircuit(3, name="ccx")
arm.append(step.to_gate(), [0, 1])
arm.append(step.to_gate(), [1, 2])

left, right = QuantumRegister(2, "left"), QuantumRegister(3, "right")
answer = QuantumCircuit(left, right)
answer.h(right[0])
answer.append(arm.to_instruction(), [right[0], left[1], left[0]])
answer.append(arm.to_gate(), right)
