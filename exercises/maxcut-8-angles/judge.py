"""QAOA with two layers on the graph G8: the expected cut of four angles, over the optimum."""

import numpy as np

EDGES = (
    *((0, 3), (0, 5), (0, 6), (1, 2), (1, 3), (1, 4)),
    *((2, 4), (2, 5), (3, 6), (4, 7), (5, 7), (6, 7)),
)
QUBITS = 8
OPTIMUM = 10


def template():
    return [0.0, 0.0, 0.0, 0.0]


def objective(angles, _):
    """Return <C>/10 of the state that the judge prepares with gamma1, gamma2, beta1, beta2."""
    gammas, betas = angles[:2], angles[2:]
    spins = 1 - 2 * (np.arange(1 << QUBITS)[:, None] >> np.arange(QUBITS) & 1)
    couplings = sum(spins[:, one] * spins[:, two] for one, two in EDGES)
    state = np.full(1 << QUBITS, 2 ** (-QUBITS / 2), dtype=complex)
    for gamma, beta in zip(gammas, betas, strict=True):
        state = np.exp(-0.5j * gamma * couplings) * state  # rzz(gamma) on every edge
        for qubit in range(QUBITS):  # rx(2 beta) on every qubit
            pairs = state.reshape(-1, 2, 1 << qubit)
            state = np.cos(beta) * pairs - 1j * np.sin(beta) * pairs[:, ::-1]
        state = state.reshape(-1)
    cuts = (len(EDGES) - couplings) / 2
    return float(np.abs(state) ** 2 @ cuts) / OPTIMUM


def second(angles):
    """Say why by Qiskit: the circuit of the statement, gate by gate, and its expectation value."""
    from qiskit import QuantumCircuit
    from qiskit.quantum_info import SparsePauliOp, Statevector

    circuit = QuantumCircuit(QUBITS)
    circuit.h(range(QUBITS))
    for gamma, beta in ((angles[0], angles[2]), (angles[1], angles[3])):
        for edge in EDGES:
            circuit.rzz(gamma, *edge)
        circuit.rx(2 * beta, range(QUBITS))
    terms = [("ZZ", list(edge), -0.5) for edge in EDGES]
    cut = SparsePauliOp.from_sparse_list([("", [], len(EDGES) / 2), *terms], num_qubits=QUBITS)
    ratio = Statevector(circuit).expectation_value(cut).real / OPTIMUM
    return f"ratio {ratio:.6f}, at least 0.86 is asked for" if ratio >= 0.86 + 1e-9 else None
