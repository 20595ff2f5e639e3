# reason: accepted
# Any equal superposition will do: sx (one gate) in place of h (three), and a ccz of 6 cx and 7 rz,
# whose rotations take up the Z gates that turn sx into its inverse.
from math import pi

from qiskit import QuantumCircuit


def ccz(circuit, extra=0.0):
    a, b, c = range(3)
    circuit.cx(b, c)
    circuit.rz(-pi / 4, c)
    circuit.cx(a, c)
    circuit.rz(pi / 4, c)
    circuit.cx(b, c)
    circuit.rz(-pi / 4, c)
    circuit.cx(a, c)
    circuit.rz(pi / 4 + extra, c)
    circuit.cx(a, b)
    circuit.rz(-pi / 4, b)
    circuit.cx(a, b)
    circuit.rz(pi / 4 + extra, b)
    circuit.rz(pi / 4 + extra, a)


def answer(oracle):
    circuit = QuantumCircuit(3)
    circuit.sx(range(3))
    circuit.append(oracle, range(3))
    circuit.sx(range(3))
    ccz(circuit, pi)
    circuit.sx(range(3))
    circuit.rz(pi, range(3))
    circuit.append(oracle, range(3))
    circuit.sx(range(3))
    ccz(circuit, pi)
    circuit.sx(range(3))
    return circuit
