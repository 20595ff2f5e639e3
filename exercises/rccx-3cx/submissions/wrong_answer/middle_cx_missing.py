# reason: unitary
# Without the cx from q0 the first control has no say.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.h(2)
