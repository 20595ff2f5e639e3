# reason: accepted
import numpy as np
from qiskit import QuantumCircuit


def ready(circuit, basis):
    # en: A copy with all qubits measured, in the z or in the x basis.
    # ja: 全量子ビットを z 基底または x 基底で測定するコピーを返します。
    circuit = circuit.copy()
    if basis == "x":
        circuit.h(range(4))
    circuit.measure_all()
    return circuit


def frequencies(counts):
    # en: Relative frequency of each of the 16 outcomes; the label is read as a number.
    # ja: 16通りの結果それぞれの相対度数です。ラベルを2進数として読みます。
    total = sum(counts.values())
    return np.array([counts.get(f"{outcome:04b}", 0) / total for outcome in range(16)])


def energy(in_z, in_x, obs):
    # en: Terms of Z from outcomes of the z basis, terms of X from those of the x basis.
    # ja: Z の項は z 基底の結果から、X の項は x 基底の結果から計算します。
    value = 0.0
    for label, coefficient in obs.to_list():
        qubits = [qubit for qubit, letter in enumerate(reversed(label)) if letter != "I"]
        signs = [(-1) ** sum(outcome >> qubit & 1 for qubit in qubits) for outcome in range(16)]
        value += coefficient.real * np.dot(signs, in_x if "X" in label else in_z)
    return value


def answer(run, prepare, obs):
    circuit = QuantumCircuit(4)
    circuit.append(prepare, range(4))
    # en: counts_z, counts_x = run([ready(circuit, "z"), ready(circuit, "x")], 1000) is the raw
    # en: start: 2000 shots. 1. calibrate the readout  2. more noise on purpose  3. extrapolate
    # ja: counts_z, counts_x = run([ready(circuit, "z"), ready(circuit, "x")], 1000) が生の出発点で、
    # ja: 2000ショットです。1. 読み出しを較正する  2. わざとノイズを増やす  3. 0へ外挿する
    ### BEGIN SOLUTION
    scales = (1, 3, 5)
    flipped = QuantumCircuit(4)
    flipped.x(range(4))
    circuits = [ready(QuantumCircuit(4), "z"), ready(flipped, "z")]
    for _ in scales:
        circuits += [ready(circuit, "z"), ready(circuit, "x")]
        circuit.append(prepare.inverse(), range(4))
        circuit.append(prepare, range(4))
    zeros, ones, *states = (frequencies(counts) for counts in run(circuits, 12_500))

    # One 2 x 2 matrix a qubit: entry (read, prepared). Qubit 0 is the last factor.
    correction = np.ones((1, 1))
    for qubit in range(4):
        set_bits = [outcome for outcome in range(16) if outcome >> qubit & 1]
        up, kept = zeros[set_bits].sum(), ones[set_bits].sum()
        flips = np.array([[1 - up, 1 - kept], [up, kept]])
        correction = np.kron(np.linalg.inv(flips), correction)
    states = [correction @ state for state in states]

    energies = [energy(states[k], states[k + 1], obs) for k in range(0, 6, 2)]
    slope, intercept = np.polyfit(scales, np.log(-np.array(energies)), 1)
    return -np.exp(intercept)
    ### END SOLUTION
