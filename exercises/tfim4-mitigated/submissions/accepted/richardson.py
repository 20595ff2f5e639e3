# reason: accepted
# A parabola through the three points: no bias worth the name, but more noise, so the first
# points get most of the shots.
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


def in_both_bases(run, circuit, shots):
    circuits = []
    for basis in "zx":
        measured = circuit.copy()
        if basis == "x":
            measured.h(range(4))
        measured.measure_all()
        circuits.append(measured)
    return [frequencies(counts) for counts in run(circuits, shots)]


def answer(run, prepare, obs):
    correction = np.ones((1, 1))
    calibration = [QuantumCircuit(4), QuantumCircuit(4)]
    calibration[1].x(range(4))
    for circuit in calibration:
        circuit.measure_all()
    zeros, ones = (frequencies(counts) for counts in run(calibration, 5_000))
    # One 2 x 2 matrix a qubit: entry (read, prepared). Qubit 0 is the last factor.
    for qubit in range(4):
        set_bits = [outcome for outcome in range(16) if outcome >> qubit & 1]
        up, kept = zeros[set_bits].sum(), ones[set_bits].sum()
        flips = np.array([[1 - up, 1 - kept], [up, kept]])
        correction = np.kron(np.linalg.inv(flips), correction)

    energies = []
    for scale, shots in ((1, 28_000), (3, 14_000), (7, 3_000)):
        circuit = QuantumCircuit(4)
        for use in range(scale):
            circuit.append(prepare.inverse() if use % 2 else prepare, range(4))
        in_z, in_x = (correction @ state for state in in_both_bases(run, circuit, shots))
        energies.append(energy(in_z, in_x, obs))
    return (14 * energies[0] - 7 * energies[1] + energies[2]) / 8
