# reason: call-time
# Knows the unitary, and fits the angles of a layered circuit to it from random starts: hopeless
# for five qubits in two seconds.
import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit.library import zz_feature_map
from qiskit.quantum_info import Operator


def trial(angles, size):
    circuit = QuantumCircuit(size)
    for layer in angles.reshape(2, 2 * size - 1):
        circuit.h(range(size))
        for qubit in range(size):
            circuit.p(layer[qubit], qubit)
        for qubit in range(size - 1):
            circuit.rzz(layer[size + qubit], qubit, qubit + 1)
    return circuit


def answer(x):
    rng = np.random.default_rng(1)
    size = len(x)
    goal = Operator(zz_feature_map(size, entanglement="linear").assign_parameters(x)).data
    while True:
        circuit = trial(rng.uniform(-np.pi, np.pi, 4 * size - 2), size)
        if abs(np.vdot(goal, Operator(circuit).data)) > (1 - 1e-8) * 2**size:
            return circuit
