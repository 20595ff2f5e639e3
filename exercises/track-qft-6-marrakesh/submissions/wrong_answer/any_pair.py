# reason: isa
# Legal gates, not on edges.
from math import pi

from qiskit import QuantumCircuit, transpile

from grader import device

circuit = QuantumCircuit(6)
for high in reversed(range(6)):
    circuit.h(high)
    for low in reversed(range(high)):
        circuit.cp(pi / 2 ** (high - low), low, high)
mapped = transpile(
    circuit, basis_gates=["cz", "rz", "sx", "x"], optimization_level=3, seed_transpiler=31
)
wide = QuantumCircuit(156)
wide.compose(mapped, range(6), inplace=True)
answer = (wide, list(range(6)), list(range(6))[::-1])
