# reason: accepted
# The x basis without extrapolation: rotations about x and zz keep the parity of X, so outcomes
# of odd parity are errors and are left out. Only the z basis is extrapolated.
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
    circuits = [QuantumCircuit(4), QuantumCircuit(4)]
    circuits[1].x(range(4))
    for scale, basis in ((1, "x"), (1, "z"), (3, "z"), (5, "z")):
        circuit = QuantumCircuit(4)
        for use in range(scale):
            circuit.append(prepare.inverse() if use % 2 else prepare, range(4))
        if basis == "x":
            circuit.h(range(4))
        circuits.append(circuit)
    for circuit in circuits:
        circuit.measure_all()
    zeros, ones, *states = (frequencies(counts) for counts in run(circuits, 16_000))

    correction = np.ones((1, 1))
    for qubit in range(4):
        set_bits = [outcome for outcome in range(16) if outcome >> qubit & 1]
        up, kept = zeros[set_bits].sum(), ones[set_bits].sum()
        flips = np.array([[1 - up, 1 - kept], [up, kept]])
        correction = np.kron(np.linalg.inv(flips), correction)
    in_x, *in_z = (correction @ state for state in states)
    even = np.array([bin(outcome).count("1") % 2 == 0 for outcome in range(16)])
    in_x = np.where(even, in_x, 0) / in_x[even].sum()

    x_part = energy(np.zeros(16), in_x, obs)
    z_parts = [energy(one, in_x, obs) - x_part for one in in_z]
    return x_part - np.exp(np.polyfit((1, 3, 5), np.log(-np.array(z_parts)), 1)[1])
