# reason: n2q
# Right: a swap changes a Bell state by a sign at most. But it counts three.
from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    circuit.h(1)
    circuit.cx(1, 0)
    if x:
        circuit.x(0)
    if z:
        circuit.z(1)
    circuit.swap(0, 1)
    return circuit
