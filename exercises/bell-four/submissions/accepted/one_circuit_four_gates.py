# reason: accepted
# Gates of one's own with misleading names, and a lambda.
from qiskit import QuantumCircuit

pair = QuantumCircuit(2, name="swap")
pair.h(1)
pair.cx(1, 0)


def build(x, z):
    circuit = pair.copy()
    pauli = QuantumCircuit(2, name="cx")
    for gate, wanted, qubit in (("x", x, 0), ("z", z, 1)):
        if wanted:
            getattr(pauli, gate)(qubit)
    return circuit.compose(pauli.to_gate(), [0, 1])


answer = lambda x, z: build(x, z)
