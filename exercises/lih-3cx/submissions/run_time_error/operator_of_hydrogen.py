# reason: exception
# The operator of another exercise: two qubits, where the circuit has four.
import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp, Statevector
from scipy.optimize import minimize_scalar

matrix = SparsePauliOp(
    ["II", "IZ", "ZI", "ZZ", "XX"], [-1.052373, 0.397937, -0.397937, -0.011280, 0.180931]
).to_matrix()


def ansatz(theta):
    circuit = QuantumCircuit(4)
    circuit.ry(theta, 0)
    circuit.cx(0, 2)
    return circuit


def energy(theta):
    state = Statevector(ansatz(theta)).data
    return np.vdot(state, matrix @ state).real


answer = ansatz(minimize_scalar(energy).x)
