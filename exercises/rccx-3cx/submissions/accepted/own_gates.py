# reason: accepted
# Gates of one's own with names of library gates; they are unfolded.
from qiskit import QuantumCircuit, QuantumRegister

half = QuantumCircuit(2, name="rccx")
half.t(1)
half.cx(0, 1)
half.tdg(1)
wrapped = QuantumCircuit(3, name="ccx")
wrapped.append(half.to_gate(), [1, 2])
wrapped.cx(0, 2)
wrapped.append(half.to_gate(), [1, 2])

control, target = QuantumRegister(2, "control"), QuantumRegister(1, "target")
answer = QuantumCircuit(control, target)
answer.h(target)
answer.append(wrapped.to_instruction(), [*control, *target])
answer.h(target)
