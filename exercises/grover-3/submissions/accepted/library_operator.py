# reason: accepted
# Qiskit's own Grover operator around the oracle.
from qiskit import QuantumCircuit
from qiskit.circuit.library import grover_operator


def answer(oracle):
    marking = QuantumCircuit(3)
    marking.append(oracle, range(3))
    circuit = QuantumCircuit(3)
    circuit.h(range(3))
    for _ in range(2):
        circuit.compose(grover_operator(marking), inplace=True)
    return circuit
