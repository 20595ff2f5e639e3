# reason: n2q
# Gates called rz that hide cx.
from qiskit import QuantumCircuit

padded = QuantumCircuit(2, name="rz")
for _ in range(4):
    padded.cx(0, 1)
answer = QuantumCircuit(2)
answer.ry(-2.9180557, 0)
answer.x(1)
answer.append(padded.to_gate(), [0, 1])
answer.cx(0, 1)
