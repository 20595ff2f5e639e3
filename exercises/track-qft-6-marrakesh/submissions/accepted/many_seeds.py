# reason: accepted
# The best of 1500 seeds of the compiler: 0.0754.
from math import pi

from qiskit import QuantumCircuit, transpile

from grader import device

circuit = QuantumCircuit(6)
for high in reversed(range(6)):
    circuit.h(high)
    for low in reversed(range(high)):
        circuit.cp(pi / 2 ** (high - low), low, high)
mapped = transpile(
    circuit, target=device("marrakesh").target, optimization_level=3, seed_transpiler=1299
)
first = mapped.layout.initial_index_layout(filter_ancillas=True)
last = mapped.layout.final_index_layout()
answer = (mapped, first, last[::-1])
