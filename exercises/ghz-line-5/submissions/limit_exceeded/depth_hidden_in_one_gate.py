# reason: depth2q
# One gate called cx that holds the whole chain, with a detour.
from qiskit import QuantumCircuit

chain = QuantumCircuit(5, name="cx")
for control, target in ((0, 1), (1, 2), (2, 3), (3, 4), (3, 4), (3, 4)):
    chain.cx(control, target)
answer = QuantumCircuit(5)
answer.h(0)
answer.append(chain.to_gate(), range(5))
