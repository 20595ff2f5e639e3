"""Cases of param-shift: random circuits of Pauli rotations, each with an angle of its own."""

from math import pi

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp

from grader.judge.task import Case, Expectation, Metered
from grader.limits import Limits

DECIMALS = 7
SMALLEST, LARGEST = 0.05, 0.35
ONE, TWO = ("rx", "ry", "rz"), ("rxx", "ryy", "rzz")


def public_cases():
    rng = np.random.default_rng(7)
    return [drawn(rng, m, {"en": f"m = {m}", "ja": f"m = {m}"}) for m in (1, 2, 3)]


def cases(rng):
    """Draw a circuit for each m from 1 to 6, and two more of 4 to 6 angles."""
    sizes = [1, 2, 3, 4, 5, 6, *rng.integers(4, 7, size=2)]
    return [drawn(rng, int(m), name_of(number, m)) for number, m in enumerate(sizes, 1)]


def name_of(number, m):
    return {"en": f"hidden circuit {number} (m = {m})", "ja": f"非公開の回路{number}（m = {m}）"}


def drawn(rng, m, label):
    """Draw until every derivative counts, so that each mistake shows in each case."""
    while True:
        function = circuit_of(rng, m)
        theta = [float(angle) for angle in rng.uniform(-pi, pi, size=m)]
        gradient = gradient_of(function, theta)
        sizes = np.abs(gradient)
        distinct = m == 1 or np.ptp(gradient) > SMALLEST
        if sizes.min() > SMALLEST and sizes.max() > LARGEST and distinct:
            break
    rounded = Expectation(function.circuit, function.rotations, function.operator, DECIMALS)
    return Case(label=label, args=(Metered("f", rounded), theta), expected=gradient)


def circuit_of(rng, m):
    width = 1 if m == 1 else int(rng.integers(2, 4))
    circuit = QuantumCircuit(width)
    circuit.ry(0.7, range(width))
    rotations = []
    for _ in range(m):
        rotations.append(len(circuit.data))
        if width > 1 and rng.random() < 0.3:
            qubits = [int(qubit) for qubit in rng.choice(width, size=2, replace=False)]
            getattr(circuit, str(rng.choice(TWO)))(0.0, *qubits)
        else:
            getattr(circuit, str(rng.choice(ONE)))(0.0, int(rng.integers(width)))
        for qubit in range(width - 1):
            circuit.cz(qubit, qubit + 1)
        circuit.h(int(rng.integers(width)))
    words = ["".join(rng.choice(list("XYZ"), size=width)) for _ in range(2)]
    operator = SparsePauliOp(["Z" * width, *words], [1.0, 0.6, -0.4])
    return Expectation(circuit, tuple(rotations), operator)


def gradient_of(function, theta):
    gradient = []
    for k in range(len(theta)):
        shifted = [list(theta), list(theta)]
        shifted[0][k] += pi / 2
        shifted[1][k] -= pi / 2
        gradient.append((function(shifted[0]) - function(shifted[1])) / 2)
    return gradient


def limits(case):
    return Limits(queries=2 * len(case.args[1]))
