# reason: measurement
from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    circuit.h(1)
    circuit.cx(1, 0)
    if x:
        circuit.x(0)
    if z:
        circuit.z(1)
    circuit.measure_all()
    return circuit
