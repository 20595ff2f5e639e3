# reason: n2q
# A gate called x on two qubits that holds a cx.
from qiskit import QuantumCircuit

both = QuantumCircuit(2, name="x")
both.x(0)
both.cx(0, 1)
answer = QuantumCircuit(3)
answer.append(both.to_gate(), [1, 2])
