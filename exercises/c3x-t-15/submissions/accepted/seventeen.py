# reason: accepted
# Margolus gates with y rotations by pi/4, and two T gates more than needed on q0.
from math import pi

from qiskit import QuantumCircuit


def margolus(circuit, a, b, target):
    circuit.ry(pi / 4, target)
    circuit.cx(b, target)
    circuit.ry(pi / 4, target)
    circuit.cx(a, target)
    circuit.ry(-pi / 4, target)
    circuit.cx(b, target)
    circuit.ry(-pi / 4, target)


answer = QuantumCircuit(5)
margolus(answer, 0, 1, 4)
answer.t(0)
answer.ccx(4, 2, 3)
answer.tdg(0)
margolus(answer, 0, 1, 4)
