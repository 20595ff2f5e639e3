# reason: n2q
# A unary code made of multi-controlled gates.
import math

from qiskit import QuantumCircuit
from qiskit.circuit.library import RYGate


def answer(n):
    circuit = QuantumCircuit(n)
    for k in range(n):
        gate = RYGate(2 * math.asin(math.sqrt(1 / (n - k))))
        if k:
            gate = gate.control(k, ctrl_state=0)
        circuit.append(gate, range(k + 1))
    return circuit
