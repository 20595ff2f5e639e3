# reason: accepted
# Split registers, a gate of one's own, a barrier and a global phase.
from qiskit import QuantumCircuit, QuantumRegister

flip_two = QuantumCircuit(2, name="swap")
flip_two.x([0, 1])

low, high = QuantumRegister(1, "low"), QuantumRegister(2, "high")
answer = QuantumCircuit(low, high, global_phase=1.25)
answer.append(flip_two.to_gate(), high)
answer.barrier()
