# reason: width
from qiskit import QuantumCircuit

GATES = {"0": "", "1": "x", "+": "h", "-": "xh", "r": "hs", "l": "hsz"}


def answer(label):
    circuit = QuantumCircuit(8)
    for qubit, character in enumerate(reversed(label)):
        for gate in GATES[character]:
            getattr(circuit, gate)(qubit)
    return circuit
