# reason: fidelity
# (01 + 10)/sqrt(2): another Bell state.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.h(0)
answer.x(1)
answer.cx(0, 1)
