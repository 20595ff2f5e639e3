# reason: accepted
# An ising interaction (two cx in the count); s or sdg makes the sign out of -i.
from math import pi

from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2, global_phase=1.0)
    if x:
        circuit.x(0)
    circuit.rxx(pi / 2, 0, 1)
    circuit.p(-pi / 2 if z else pi / 2, 1)
    return circuit
