# reason: type
from qiskit import QuantumCircuit


def sampler(oracle, n):
    circuit = QuantumCircuit(2 * n, n)
    circuit.h(range(n))
    circuit.append(oracle, range(2 * n))
    circuit.h(range(n))
    circuit.measure(range(n), range(n))
    return circuit


def fitting(labels, n):
    """All s other than 0 that are orthogonal to all labels."""
    zs = [int(label, 2) for label in labels]
    return [s for s in range(1, 1 << n) if all((s & z).bit_count() % 2 == 0 for z in zs)]


def answer(run, oracle, n):
    found = fitting(run(sampler(oracle, n), 4 * n + 10), n)
    return list(format(found[0] if found else 0, f"0{n}b"))
