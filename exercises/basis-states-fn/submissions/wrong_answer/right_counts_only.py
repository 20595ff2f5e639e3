# reason: relative-phase
# Every superposition as +: measured in the usual basis, nobody would notice.
from qiskit import QuantumCircuit


def answer(label):
    circuit = QuantumCircuit(len(label))
    for qubit, character in enumerate(reversed(label)):
        if character == "1":
            circuit.x(qubit)
        elif character != "0":
            circuit.h(qubit)
    return circuit
