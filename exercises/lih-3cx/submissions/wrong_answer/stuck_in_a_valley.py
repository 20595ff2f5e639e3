# reason: energy
# The ladder from one start only: its optimiser stopped in another valley, at 18.344 mHa, hardly
# better than Hartree-Fock. Several starts would have shown it.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
for qubit, angle in enumerate([1.116807, 1.570768, 1.5708, -1.570795]):
    answer.ry(angle, qubit)
for qubit in range(3):
    answer.cx(qubit, qubit + 1)
for qubit, angle in enumerate([2.024816, 1.5708, 1.570846, 1.570793]):
    answer.ry(angle, qubit)
