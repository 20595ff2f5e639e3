# reason: accepted
# Exponential decay through the scales 1 and 3 only.
import numpy as np
from qiskit import QuantumCircuit


def frequencies(counts):
    total = sum(counts.values())
    return np.array([counts.get(f"{outcome:04b}", 0) / total for outcome in range(16)])


def energy(in_z, in_x, obs):
    value = 0.0
    for label, coefficient in obs.to_list():
        qubits = [qubit for qubit, letter in enumerate(reversed(label)) if letter != "I"]
        signs = [(-1) ** sum(outcome >> qubit & 1 for qubit in qubits) for outcome in range(16)]
        value += coefficient.real * np.dot(signs, in_x if "X" in label else in_z)
    return value


def answer(run, prepare, obs):
    scales = (1, 3)
    circuits = [QuantumCircuit(4), QuantumCircuit(4)]
    circuits[1].x(range(4))
    for scale in scales:
        for basis in "zx":
            circuit = QuantumCircuit(4)
            circuit.append(prepare, range(4))
            for _ in range(scale // 2):
                circuit.append(prepare.inverse(), range(4))
                circuit.append(prepare, range(4))
            if basis == "x":
                circuit.h(range(4))
            circuits.append(circuit)
    for circuit in circuits:
        circuit.measure_all()
    zeros, ones, *states = (frequencies(counts) for counts in run(circuits, 16_000))

    # One 2 x 2 matrix a qubit: entry (read, prepared). Qubit 0 is the last factor.
    correction = np.ones((1, 1))
    for qubit in range(4):
        set_bits = [outcome for outcome in range(16) if outcome >> qubit & 1]
        up, kept = zeros[set_bits].sum(), ones[set_bits].sum()
        flips = np.array([[1 - up, 1 - kept], [up, kept]])
        correction = np.kron(np.linalg.inv(flips), correction)
    states = [correction @ state for state in states]

    once, thrice = (energy(states[k], states[k + 1], obs) for k in (0, 2))
    return once * np.sqrt(once / thrice)
