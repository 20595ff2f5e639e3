from math import pi

from qiskit import QuantumCircuit


def answer(x):
    circuit = QuantumCircuit(len(x))
    # en: Two repetitions: h and p on each qubit, then each pair of neighbours.
    # ja: 2回繰り返します。各量子ビットに h と p、続いて隣どうしの各組です。
    ### BEGIN SOLUTION
    for _ in range(2):
        for qubit, value in enumerate(x):
            circuit.h(qubit)
            circuit.p(2 * value, qubit)
        for qubit in range(len(x) - 1):
            circuit.cx(qubit, qubit + 1)
            circuit.p(2 * (pi - x[qubit]) * (pi - x[qubit + 1]), qubit + 1)
            circuit.cx(qubit, qubit + 1)
    ### END SOLUTION
    return circuit
