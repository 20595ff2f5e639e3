# reason: accepted
# The whole state from 81 bases of 1 200 shots, then the pure state nearest to it: no extrapolation.
# Readout is corrected on the way.
from itertools import product

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import Pauli


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
    bases = list(product("XYZ", repeat=4))  # letter i: basis of qubit i
    circuits = [QuantumCircuit(4), QuantumCircuit(4)]
    circuits[1].x(range(4))
    for basis in bases:
        circuit = QuantumCircuit(4)
        circuit.append(prepare, range(4))
        for qubit, letter in enumerate(basis):
            if letter == "Y":
                circuit.sdg(qubit)
            if letter != "Z":
                circuit.h(qubit)
        circuits.append(circuit)
    for circuit in circuits:
        circuit.measure_all()
    counts = [*run(circuits[:42], 1_200), *run(circuits[42:], 1_200)]
    zeros, ones, *states = (frequencies(one) for one in counts)
    flips = []
    for qubit in range(4):
        set_bits = [outcome for outcome in range(16) if outcome >> qubit & 1]
        flips.append((zeros[set_bits].sum(), 1 - ones[set_bits].sum()))

    # Each outcome as a product of (1 + s P / (1 - up - down)) with the bias of the readout out.
    rho = np.zeros((16, 16), dtype=complex)
    for letters in product("IXYZ", repeat=4):
        fitting = [
            state
            for basis, state in zip(bases, states)
            if all(letter in ("I", own) for letter, own in zip(letters, basis))
        ]
        mean = sum(fitting) / len(fitting)
        weights = np.ones(16)
        for qubit, letter in enumerate(letters):
            up, down = flips[qubit]
            if letter != "I":
                bits = np.arange(16) >> qubit & 1
                weights *= (1 - 2 * bits - (down - up)) / (1 - up - down)
        rho += np.dot(weights, mean) * Pauli("".join(reversed(letters))).to_matrix() / 16
    state = np.linalg.eigh(rho)[1][:, -1]
    return np.vdot(state, obs.to_matrix() @ state).real
