# reason: gate-list
# The library gate inside a gate called cx.
from qiskit import QuantumCircuit

inner = QuantumCircuit(3, name="cx")
inner.rccx(0, 1, 2)
answer = QuantumCircuit(3)
answer.append(inner.to_gate(), [0, 1, 2])
