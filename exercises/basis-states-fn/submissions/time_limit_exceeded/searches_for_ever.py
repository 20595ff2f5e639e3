# reason: call-time
# Tries random circuits until one fits: fine for one character, hopeless for eight.
import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector

GATES = ["", "x", "h", "xh", "hs", "hsz"]


def answer(label):
    rng = np.random.default_rng(1)
    goal = Statevector.from_label(label)
    while True:
        circuit = QuantumCircuit(len(label))
        for qubit in range(len(label)):
            for gate in GATES[rng.integers(len(GATES))]:
                getattr(circuit, gate)(qubit)
        if abs(goal.inner(Statevector(circuit))) > 0.999999:
            return circuit
