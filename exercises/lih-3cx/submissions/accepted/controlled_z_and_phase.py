# reason: accepted
# The ladder with cz, as some machines have it, with phases that cancel, a classical register and a
# global phase.
from math import pi

from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister

orbitals = QuantumRegister(4, "orbital")
answer = QuantumCircuit(orbitals, ClassicalRegister(4), global_phase=pi / 3)
for qubit, angle in zip(orbitals, [-0.252351, -0.005683, 1.3e-05, -0.445048]):
    answer.ry(angle, qubit)
for control, target in zip(orbitals, orbitals[1:]):
    answer.barrier()
    answer.ry(-pi / 2, target)
    answer.cz(control, target)
    answer.ry(pi / 2, target)
for qubit, angle in zip(orbitals, [3.194185, 3.13163, 0.048809, 0.444277]):
    answer.p(0.4, qubit)
    answer.p(-0.4, qubit)
    answer.ry(angle, qubit)
