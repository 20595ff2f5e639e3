# reason: call-error
# A table that ends at n = 4.
from qiskit import QuantumCircuit

TABLE = {
    2: [1.5707963267948966],
    3: [1.9106332362490186, 1.5707963267948966],
    4: [2.0943951023931957, 1.9106332362490186, 1.5707963267948966],
}


def answer(n):
    circuit = QuantumCircuit(n)
    circuit.x(0)
    for k, angle in enumerate(TABLE[n]):
        circuit.cry(angle, k, k + 1)
        circuit.cx(k + 1, k)
    return circuit
