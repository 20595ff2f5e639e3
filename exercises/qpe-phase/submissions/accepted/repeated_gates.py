# reason: accepted
# Each power gate by gate; the inverse transform from the library's synthesis.
from qiskit import QuantumCircuit
from qiskit.synthesis import synth_qft_full


def answer(u, t):
    circuit = QuantumCircuit(t + 1, t)
    circuit.x(0)
    for j in range(t):
        circuit.h(j + 1)
        for _ in range(2**j):
            circuit.append(u.control(1), [j + 1, 0])
    circuit.compose(synth_qft_full(t, inverse=True), range(1, t + 1), inplace=True)
    circuit.measure(range(1, t + 1), range(t))
    return circuit
