"""Operator of chsh: S = E00 + E01 + E10 - E11 for the angles that a learner hands in."""

from math import cos, sin

from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp


def template():
    return QuantumCircuit(2), [0.0, 0.0, 0.0, 0.0]


def operator(angles):
    a0, a1, b0, b1 = angles
    pairs = [(a0, b0, 1), (a0, b1, 1), (a1, b0, 1), (a1, b1, -1)]
    # The rightmost letter acts on q0, which is measured with the angles a.
    terms = [
        (on_b + on_a, sign * weight_a * weight_b)
        for a, b, sign in pairs
        for on_a, weight_a in (("Z", cos(a)), ("X", sin(a)))
        for on_b, weight_b in (("Z", cos(b)), ("X", sin(b)))
    ]
    return SparsePauliOp.from_list(terms).simplify()
