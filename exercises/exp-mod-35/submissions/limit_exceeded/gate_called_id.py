# reason: n2q
# A gate called id that hides thirty cx.
from qiskit import QuantumCircuit

idle = QuantumCircuit(2, name="id")
for _ in range(30):
    idle.cx(0, 1)
answer = QuantumCircuit(4)
answer.append(idle.to_gate(), [0, 1])
answer.ccx(0, 2, 3)
answer.cx(1, 3)
answer.cx(0, 2)
