# reason: call-error
# The character l was forgotten.
from qiskit import QuantumCircuit

GATES = {"0": "", "1": "x", "+": "h", "-": "xh", "r": "hs"}


def answer(label):
    circuit = QuantumCircuit(len(label))
    for qubit, character in enumerate(reversed(label)):
        for gate in GATES[character]:
            getattr(circuit, gate)(qubit)
    return circuit
