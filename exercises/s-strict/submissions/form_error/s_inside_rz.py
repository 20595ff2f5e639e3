# reason: gate-list
# A gate called rz that holds the library's s.
from qiskit import QuantumCircuit

inner = QuantumCircuit(1, name="rz")
inner.s(0)
answer = QuantumCircuit(1)
answer.append(inner.to_gate(), [0])
