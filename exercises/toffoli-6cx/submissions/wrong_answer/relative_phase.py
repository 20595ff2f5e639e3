# reason: relative-phase
# rccx, written out: every basis state goes where it should, with other phases.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.cx(0, 2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.h(2)
