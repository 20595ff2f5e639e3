# reason: accepted
# Four ry and a cx, optimised with Qiskit's estimator from the Hartree-Fock state.
import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import ParameterVector
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from scipy.optimize import minimize

hamiltonian = SparsePauliOp(
    ["II", "IZ", "ZI", "ZZ", "XX"], [-1.052373, 0.397937, -0.397937, -0.011280, 0.180931]
)
theta = ParameterVector("theta", 4)
ansatz = QuantumCircuit(2)
ansatz.ry(theta[0], 0)
ansatz.ry(theta[1], 1)
ansatz.cx(0, 1)
ansatz.ry(theta[2], 0)
ansatz.ry(theta[3], 1)

estimator = StatevectorEstimator(seed=1)


def energy(values):
    return float(estimator.run([(ansatz, hamiltonian, values)]).result()[0].data.evs)


start = np.array([np.pi - 0.1, np.pi, 0.0, 0.0])
found = minimize(energy, start, method="COBYLA", options={"rhobeg": 0.3, "tol": 1e-4})
answer = ansatz.assign_parameters(found.x)
