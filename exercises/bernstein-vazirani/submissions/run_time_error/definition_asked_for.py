# reason: call-error
# Reads the string off the gates of the oracle's definition; it has none.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    for instruction in oracle.definition.data:
        if instruction.operation.name == "cx":
            circuit.x(circuit.find_bit(instruction.qubits[0]).index)
    circuit.measure(range(n), range(n))
    return circuit
