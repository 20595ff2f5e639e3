# reason: accepted
# An own composite called t: counted by what it holds, 15.
from qiskit import QuantumCircuit

block = QuantumCircuit(5, name="t")
block.rccx(0, 2, 4)
block.ccx(4, 1, 3)
block.rccx(0, 2, 4)
answer = QuantumCircuit(5)
answer.append(block.to_gate(), range(5))
