# reason: accepted
# Chemistry's own gate: a Givens rotation of the Hartree-Fock state.
from math import pi

from qiskit import QuantumCircuit
from qiskit.circuit.library import XXPlusYYGate

answer = QuantumCircuit(2)
answer.x(0)
answer.append(XXPlusYYGate(0.2235370, -pi / 2), [0, 1])
