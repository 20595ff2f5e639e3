# reason: coupling
# A gate on neighbours in its own numbering, but not on the chip.
from qiskit import QuantumCircuit

fan_out = QuantumCircuit(4, name="barrier")
fan_out.cx(0, 1)
fan_out.cx(0, 2)
fan_out.cx(1, 3)
answer = QuantumCircuit(5)
answer.h(2)
answer.append(fan_out.to_gate(), [2, 1, 3, 0])
answer.cx(2, 4)
