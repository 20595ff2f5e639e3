# reason: fidelity
# Tested up to four characters only.
from qiskit import QuantumCircuit

GATES = {"0": "", "1": "x", "+": "h", "-": "xh", "r": "hs", "l": "hsz"}


def answer(label):
    circuit = QuantumCircuit(len(label))
    for qubit, character in enumerate(label[::-1][:4]):
        for gate in GATES[character]:
            getattr(circuit, gate)(qubit)
    return circuit
