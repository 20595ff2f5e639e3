# reason: accepted
# Cost 16: ry, x and cx; the angle is optimised here.
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp, Statevector
from scipy.optimize import minimize_scalar

hamiltonian = SparsePauliOp.from_list(
    [
        ("II", -1.052373),
        ("IZ", 0.397937),
        ("ZI", -0.397937),
        ("ZZ", -0.011280),
        ("XX", 0.180931),
    ]
)


def energy(circuit):
    return Statevector(circuit).expectation_value(hamiltonian).real


def ansatz(theta):
    circuit = QuantumCircuit(2)
    circuit.ry(theta, 0)
    circuit.x(1)
    circuit.cx(0, 1)
    return circuit


best = minimize_scalar(lambda theta: energy(ansatz(theta)), bounds=(-4, 4), method="bounded")
answer = ansatz(best.x)
