# reason: accepted
# Any equal superposition will do: sx (one gate) in place of h (three). Signs are written as 6 cx
# and 7 rz: first on 111, then on 000, so that no sx has to be turned into its inverse; what is left
# of that are Z gates, which go into the rotations.
from math import pi

from qiskit import QuantumCircuit


def sign(circuit, on):
    """A sign on 111 (on = 1) or 000 (on = -1), and a Z on each qubit."""
    a, b, c = range(3)
    circuit.cx(b, c)
    circuit.rz(-pi / 4, c)
    circuit.cx(a, c)
    circuit.rz(on * pi / 4, c)
    circuit.cx(b, c)
    circuit.rz(-pi / 4, c)
    circuit.cx(a, c)
    circuit.cx(a, b)
    circuit.rz(-pi / 4, b)
    circuit.cx(a, b)
    circuit.rz(on * pi / 4 + pi, [a, b, c])


def answer(oracle):
    circuit = QuantumCircuit(3)
    circuit.sx(range(3))
    for on in (1, -1):
        circuit.append(oracle, range(3))
        circuit.sx(range(3))
        sign(circuit, on)
        circuit.sx(range(3))
    return circuit
