# reason: call-time
# Looks for the angles at random, in each call.
import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector


def answer(n):
    rng = np.random.default_rng(0)
    target = np.array([n**-0.5 if bin(i).count("1") == 1 else 0 for i in range(2**n)])
    while True:
        circuit = QuantumCircuit(n)
        circuit.x(0)
        for k, angle in enumerate(rng.uniform(0, np.pi, n - 1)):
            circuit.cry(angle, k, k + 1)
            circuit.cx(k + 1, k)
        if abs(np.vdot(target, Statevector(circuit).data)) ** 2 > 1 - 1e-9:
            return circuit
