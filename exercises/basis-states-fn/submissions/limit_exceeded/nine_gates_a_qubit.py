# reason: n1q
# Right: h three times is h, but it counts 9.
from qiskit import QuantumCircuit

GATES = {"0": "", "1": "x", "+": "hhh", "-": "xhhh", "r": "hhhs", "l": "hhhsz"}


def answer(label):
    circuit = QuantumCircuit(len(label))
    for qubit, character in enumerate(reversed(label)):
        for gate in GATES[character]:
            getattr(circuit, gate)(qubit)
    return circuit
