# reason: n2q
# Gates called rz that hide cx.
from qiskit import QuantumCircuit

padded = QuantumCircuit(2, name="rz")
for _ in range(4):
    padded.cx(0, 1)
answer = QuantumCircuit(4)
answer.sx(0)
answer.rz(0.2480377, 0)
answer.sx(0)
answer.x(2)
answer.cx(0, 1)
answer.cx(0, 2)
answer.sx(3)
answer.rz(0.4086882, 3)
answer.cx(2, 3)
answer.rz(-3.5502809, 3)
answer.sx(3)
answer.append(padded.to_gate(), [0, 1])
