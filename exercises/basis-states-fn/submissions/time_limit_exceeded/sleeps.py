# reason: call-time
# Right, but it waits for a service that is not there.
import time

from qiskit import QuantumCircuit

GATES = {"0": "", "1": "x", "+": "h", "-": "xh", "r": "hs", "l": "hsz"}


def answer(label):
    time.sleep(3600)
    circuit = QuantumCircuit(len(label))
    for qubit, character in enumerate(reversed(label)):
        for gate in GATES[character]:
            getattr(circuit, gate)(qubit)
    return circuit
