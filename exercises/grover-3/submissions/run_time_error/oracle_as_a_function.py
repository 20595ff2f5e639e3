# reason: call-error
# An oracle is a gate that is appended; it cannot be called.
from qiskit import QuantumCircuit


def answer(oracle):
    marked = next(state for state in range(8) if oracle(state))
    circuit = QuantumCircuit(3)
    for qubit in range(3):
        if marked >> qubit & 1:
            circuit.x(qubit)
    return circuit
