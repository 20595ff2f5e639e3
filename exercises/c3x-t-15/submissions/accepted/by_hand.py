# reason: accepted
# All gates written out, T as rz and p, q1 and q2 in the ancilla, and a global phase.
from math import pi

from qiskit import QuantumCircuit


def margolus(circuit, a, b, target):
    circuit.h(target)
    circuit.rz(pi / 4, target)
    circuit.cx(b, target)
    circuit.rz(-pi / 4, target)
    circuit.cx(a, target)
    circuit.p(pi / 4, target)
    circuit.cx(b, target)
    circuit.p(-pi / 4, target)
    circuit.h(target)


there = QuantumCircuit(5)
margolus(there, 1, 2, 4)

answer = QuantumCircuit(5, global_phase=0.7)
answer.compose(there, inplace=True)
answer.h(3)
answer.ccz(0, 4, 3)
answer.h(3)
answer.compose(there.inverse(), inplace=True)
