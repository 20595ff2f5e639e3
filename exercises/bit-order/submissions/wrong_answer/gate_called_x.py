# reason: fidelity
# A gate called x that does nothing: its definition counts, not its name.
from qiskit import QuantumCircuit

nothing = QuantumCircuit(1, name="x")
answer = QuantumCircuit(3)
answer.append(nothing.to_gate(), [1])
answer.append(nothing.to_gate(), [2])
