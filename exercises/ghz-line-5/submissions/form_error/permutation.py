# reason: forbidden-op
# A free exchange of wires is no gate of the chip.
from qiskit import QuantumCircuit
from qiskit.circuit.library import PermutationGate

answer = QuantumCircuit(5)
answer.h(0)
answer.cx(0, 1)
answer.append(PermutationGate([0, 2, 1, 4, 3]), range(5))
answer.cx(0, 1)
