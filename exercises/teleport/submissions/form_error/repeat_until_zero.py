# reason: control-flow
# Post-selection by a loop.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)
answer.h(1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.h(0)
answer.measure([0, 1], [0, 1])
with answer.while_loop((answer.clbits[0], 1)):
    answer.reset(0)
    answer.measure(0, 0)
