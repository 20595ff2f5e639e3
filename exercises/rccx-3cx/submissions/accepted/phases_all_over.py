# reason: accepted
# Arbitrary phases before and after, and a global one.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, global_phase=0.7)
answer.rz(0.1, [0, 1, 2])
answer.h(2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.cx(0, 2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.h(2)
answer.p(1.3, [0, 1, 2])
answer.s(0)
