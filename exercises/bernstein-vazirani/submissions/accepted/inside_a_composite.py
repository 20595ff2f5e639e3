# reason: accepted
# Registers, and the query inside a gate within a gate that calls itself cx.
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister


def answer(oracle, n):
    inner = QuantumCircuit(n + 1, name="cx")
    inner.append(oracle, range(n + 1))
    outer = QuantumCircuit(n + 1, name="f")
    outer.h(range(n))
    outer.append(inner.to_gate(), range(n + 1))
    outer.h(range(n))
    x, y, s = QuantumRegister(n, "x"), QuantumRegister(1, "y"), ClassicalRegister(n, "s")
    circuit = QuantumCircuit(x, y, s, global_phase=1.5)
    circuit.x(y)
    circuit.h(y)
    circuit.append(outer.to_gate(), [*x, *y])
    circuit.barrier()
    circuit.measure(x, s)
    return circuit
