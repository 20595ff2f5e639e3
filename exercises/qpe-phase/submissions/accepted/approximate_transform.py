# reason: accepted
# Rotations below pi/8 are left out of the transform; the most likely m stays the same.
from qiskit import QuantumCircuit
from qiskit.synthesis import synth_qft_full


def answer(u, t):
    circuit = QuantumCircuit(t + 1, t)
    circuit.x(t)
    circuit.h(range(t))
    for j in range(t):
        circuit.append(u.power(2**j).control(), [j, t])
    transform = synth_qft_full(t, approximation_degree=max(0, t - 4), inverse=True)
    circuit.compose(transform, range(t), inplace=True)
    circuit.measure(range(t), range(t))
    return circuit
