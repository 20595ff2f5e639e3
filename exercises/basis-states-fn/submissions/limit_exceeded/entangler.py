# reason: n2q
# Right, with a cx that does nothing on a qubit in 0.
from qiskit import QuantumCircuit

GATES = {"0": "", "1": "x", "+": "h", "-": "xh", "r": "hs", "l": "hsz"}


def answer(label):
    circuit = QuantumCircuit(len(label))
    for other in range(1, len(label)):
        circuit.cx(0, other)
    for qubit, character in enumerate(reversed(label)):
        for gate in GATES[character]:
            getattr(circuit, gate)(qubit)
    return circuit
