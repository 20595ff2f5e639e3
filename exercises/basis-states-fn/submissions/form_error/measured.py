# reason: measurement
from qiskit import QuantumCircuit

GATES = {"0": "", "1": "x", "+": "h", "-": "xh", "r": "hs", "l": "hsz"}


def answer(label):
    circuit = QuantumCircuit(len(label))
    for qubit, character in enumerate(reversed(label)):
        for gate in GATES[character]:
            getattr(circuit, gate)(qubit)
    circuit.measure_all()
    return circuit
