# reason: accepted
# Through the compiler: other gates, and the same unitary.
from math import pi

from qiskit import QuantumCircuit, transpile


def answer(x):
    circuit = QuantumCircuit(len(x))
    for _ in range(2):
        for qubit, value in enumerate(x):
            circuit.h(qubit)
            circuit.p(2 * value, qubit)
        for qubit in range(len(x) - 1):
            circuit.cx(qubit, qubit + 1)
            circuit.p(2 * (pi - x[qubit]) * (pi - x[qubit + 1]), qubit + 1)
            circuit.cx(qubit, qubit + 1)
    return transpile(
        circuit, basis_gates=["cz", "rz", "sx"], optimization_level=3, seed_transpiler=1
    )
