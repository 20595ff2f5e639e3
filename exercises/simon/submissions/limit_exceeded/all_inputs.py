# reason: shots
# Brute force: f at every x. From n = 5 on these are more than 4n + 10.
from qiskit import QuantumCircuit


def answer(run, oracle, n):
    seen = {}
    for x in range(1 << n):
        circuit = QuantumCircuit(2 * n, n)
        for bit in range(n):
            if x >> bit & 1:
                circuit.x(bit)
        circuit.append(oracle, range(2 * n))
        circuit.measure(range(n, 2 * n), range(n))
        (value,) = run(circuit, 1)
        if value in seen:
            return format(x ^ seen[value], f"0{n}b")
        seen[value] = x
    return "0" * n
