# reason: n2q
# A gate called z that hides two cx: over the limit only where z is 1.
from qiskit import QuantumCircuit

sign = QuantumCircuit(2, name="z")
sign.cx(0, 1)
sign.cx(0, 1)
sign.z(1)


def answer(x, z):
    circuit = QuantumCircuit(2)
    circuit.h(1)
    circuit.cx(1, 0)
    if x:
        circuit.x(0)
    if z:
        circuit.append(sign.to_gate(), [0, 1])
    return circuit
