# reason: accepted
# Gates of one's own with misleading names, on two registers.
from math import acos, sqrt

from qiskit import QuantumCircuit, QuantumRegister

share = QuantumCircuit(1, name="initialize")
share.ry(-2 * acos(1 / sqrt(3)), 0)
move = QuantumCircuit(2, name="swap")
move.cx(0, 1)
body = QuantumCircuit(3, name="prepare_state", global_phase=0.3)
body.append(share.inverse().to_gate(), [0])
body.ch(0, 1)
body.append(move.to_gate(), [1, 2])
body.append(move.to_gate(), [0, 1])
body.x(0)

first, rest = QuantumRegister(1, "first"), QuantumRegister(2, "rest")
answer = QuantumCircuit(rest, first)
answer.append(body.to_instruction(), [*first, *rest])
