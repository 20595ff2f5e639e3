# reason: accepted
# Acts differently from two cx when q1 or q2 is 1, which does not happen.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.t([1, 2])
answer.cx(0, 2)
answer.cx(2, 1)
