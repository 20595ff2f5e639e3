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


# en: 1. an ansatz with an angle  2. minimise the energy  3. the bound circuit is the answer
# ja: 1. 角度を持つ試行回路  2. エネルギーの最小化  3. 角度を代入した回路が解答
### BEGIN SOLUTION
def ansatz(theta):
    circuit = QuantumCircuit(2)
    circuit.ry(theta, 0)
    circuit.x(1)
    circuit.cx(0, 1)
    return circuit


best = minimize_scalar(lambda theta: energy(ansatz(theta)), bounds=(-4, 4), method="bounded")
answer = ansatz(best.x)
### END SOLUTION
