# reason: call-error
# Simulates the oracle itself: there is nothing to simulate.
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector


def answer(run, oracle, n):
    circuit = QuantumCircuit(2 * n)
    circuit.append(oracle, range(2 * n))
    return format(int(abs(Statevector(circuit).data).argmax()), f"0{n}b")
