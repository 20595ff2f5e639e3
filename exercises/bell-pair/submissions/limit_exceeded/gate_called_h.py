# reason: n2q
# Gates called h that hide two cx each.
from qiskit import QuantumCircuit

padded = QuantumCircuit(2, name="h")
padded.cx(0, 1)
padded.h(0)
padded.cx(1, 0)
padded.cx(1, 0)
answer = QuantumCircuit(2)
answer.append(padded.to_gate(), [0, 1])
answer.cx(0, 1)
