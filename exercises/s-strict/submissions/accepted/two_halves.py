# reason: accepted
# Two eighths of a turn, on a register with a name; the phase comes in two parts as well.
from math import pi

from qiskit import QuantumCircuit, QuantumRegister

wire = QuantumRegister(1, "data")
answer = QuantumCircuit(wire, name="s", global_phase=pi / 8)
answer.rz(pi / 4, wire)
answer.rz(pi / 4, wire[0])
answer.global_phase += pi / 8
