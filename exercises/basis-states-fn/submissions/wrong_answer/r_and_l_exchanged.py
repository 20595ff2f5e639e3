# reason: relative-phase
from qiskit import QuantumCircuit


def answer(label):
    circuit = QuantumCircuit(len(label))
    for qubit, character in enumerate(reversed(label)):
        if character in "1-":
            circuit.x(qubit)
        if character in "+-rl":
            circuit.h(qubit)
        if character == "l":
            circuit.s(qubit)
        if character == "r":
            circuit.sdg(qubit)
    return circuit
