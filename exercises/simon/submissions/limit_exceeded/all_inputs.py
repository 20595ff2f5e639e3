# reason: shots
# Brute force: f at every x, and only then a look at the values: more uses than 4n + 10 at n = 5
# (32 of 30) and at n = 6 (64 of 34).
from qiskit import QuantumCircuit


def answer(run, oracle, n):
    values = []
    for x in range(1 << n):
        circuit = QuantumCircuit(2 * n, n)
        for bit in range(n):
            if x >> bit & 1:
                circuit.x(bit)
        circuit.append(oracle, range(2 * n))
        circuit.measure(range(n, 2 * n), range(n))
        (value,) = run(circuit, 1)
        values.append(value)
    twins = [x for x in range(1, 1 << n) if values[x] == values[0]]
    return format(twins[0] if twins else 0, f"0{n}b")
