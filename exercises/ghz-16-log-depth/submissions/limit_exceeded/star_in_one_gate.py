# reason: depth2q
# The same in a single gate called h, which looks like depth 1.
from qiskit import QuantumCircuit

fan_out = QuantumCircuit(16, name="h")
fan_out.h(0)
for qubit in range(1, 16):
    fan_out.cx(0, qubit)
answer = QuantumCircuit(16)
answer.append(fan_out.to_gate(), range(16))
