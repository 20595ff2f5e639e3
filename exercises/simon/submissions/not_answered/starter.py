# reason: starter
from qiskit import QuantumCircuit


def answer(run, oracle, n):
    # Sample strings z with z.s = 0 from one circuit, then solve for s over GF(2).
    raise NotImplementedError()
