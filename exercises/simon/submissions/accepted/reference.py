# reason: accepted
from qiskit import QuantumCircuit


def answer(run, oracle, n):
    circuit = QuantumCircuit(2 * n, n)
    circuit.h(range(n))
    circuit.append(oracle, range(2 * n))
    circuit.h(range(n))
    circuit.measure(range(n), range(n))
    rows = {}
    for label in run(circuit, 4 * n + 10):
        z = int(label, 2)
        for pivot in sorted(rows, reverse=True):
            if z >> pivot & 1:
                z ^= rows[pivot]
        if z:
            pivot = z.bit_length() - 1
            for other in rows:
                if rows[other] >> pivot & 1:
                    rows[other] ^= z
            rows[pivot] = z
    s = 0
    free = [bit for bit in range(n) if bit not in rows]
    if free:
        s = 1 << free[0]
        for pivot, row in rows.items():
            if row >> free[0] & 1:
                s |= 1 << pivot
    return format(s, f"0{n}b")
