# reason: gate-list
# Controlled square roots of x are no cx.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.csx(1, 2)
answer.cx(0, 1)
answer.h(2)
answer.csdg(1, 2)
answer.h(2)
