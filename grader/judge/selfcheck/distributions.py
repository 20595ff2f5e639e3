"""Pairs for distributions: measured at the end, or in the midst with a condition."""

import numpy as np
from qiskit import QuantumCircuit

from grader.judge.selfcheck.circuits import Gates, Rng, circuit_of, random_gates
from grader.judge.selfcheck.dense import Gate
from grader.judge.selfcheck.pair import Pair, changed, kind_of, phase, sent, task_of, vector

__all__ = ["dynamic", "measured"]

_TOLERANCE = 1e-6


def measured(rng: Rng) -> Pair:
    """Make a circuit that is measured at its end, into bits in any order."""
    num_qubits = int(rng.integers(1, 6))
    bits = [int(bit) for bit in rng.permutation(num_qubits)]
    gates = random_gates(rng, num_qubits, int(rng.integers(3, 20)))
    kind = kind_of(rng)
    other, right, near = changed(rng, kind, gates, num_qubits)
    expected = _shifted(rng, _outcomes(gates, bits), near * _TOLERANCE)
    circuit = circuit_of(other, num_qubits, phase(rng))
    circuit.add_register(QuantumCircuit(0, num_qubits).cregs[0])
    circuit.measure(range(num_qubits), bits)
    return Pair(
        kind=kind,
        right=right,
        task=task_of("distribution", expected),
        answer=sent(circuit),
        second="numpy",
        deviation=lambda: _distance(_outcomes(other, bits), expected),
    )


def dynamic(rng: Rng) -> Pair:
    """Make a circuit with a measurement and a condition; the second method defers both."""
    num_qubits = int(rng.integers(2, 5))
    before = random_gates(rng, num_qubits, int(rng.integers(2, 10)))
    source, target = (int(qubit) for qubit in rng.permutation(num_qubits)[:2])
    name = str(rng.choice(["x", "h", "z"]))
    rest = [qubit for qubit in range(num_qubits) if qubit != source]
    after = tuple(
        gate._replace(qubits=tuple(rest[qubit] for qubit in gate.qubits))
        for gate in random_gates(rng, num_qubits - 1, int(rng.integers(1, 8)))
    )
    kind = str(rng.choice(["rewritten", "gate dropped", "angle changed", "3 times above"]))
    other, right, near = changed(rng, kind, before, num_qubits)
    condition = Gate(f"c{name}", (), (source, target))
    bits = list(range(num_qubits))
    expected = _shifted(rng, _outcomes((*before, condition, *after), bits), near * _TOLERANCE)
    circuit = circuit_of(other, num_qubits, phase(rng))
    circuit.add_register(QuantumCircuit(0, num_qubits).cregs[0])
    circuit.measure(source, source)
    with circuit.if_test((circuit.clbits[source], 1)):
        getattr(circuit, name)(target)
    circuit.compose(circuit_of(after, num_qubits), inplace=True)
    for qubit in rest:
        circuit.measure(qubit, qubit)
    return Pair(
        kind=kind,
        right=right,
        task=task_of("distribution", expected, options={"dynamic": True}),
        answer=sent(circuit),
        second="numpy, deferred",
        deviation=lambda: _distance(_outcomes((*other, condition, *after), bits), expected),
    )


def _outcomes(gates: Gates, bits: list[int]) -> dict[str, float]:
    """Return the probability of each label when qubit `i` is read into bit ``bits[i]``."""
    weights = abs(vector(gates, len(bits))) ** 2
    found = {}
    for index, weight in enumerate(weights):
        letters = ["0"] * len(bits)
        for qubit, bit in enumerate(bits):
            letters[-1 - bit] = str(index >> qubit & 1)
        found["".join(letters)] = float(weight)
    return found


def _shifted(rng: Rng, weights: dict[str, float], distance: float) -> dict[str, float]:
    """Move that much probability from the likeliest outcome to another."""
    if not distance:
        return weights
    top = max(weights, key=lambda label: weights[label])
    others = [label for label in weights if label != top]
    there = others[rng.integers(len(others))]
    return {**weights, top: weights[top] - distance, there: weights[there] + distance}


def _distance(one: dict[str, float], two: dict[str, float]) -> float:
    return float(np.sum([abs(one[label] - two[label]) for label in one])) / 2 / _TOLERANCE
