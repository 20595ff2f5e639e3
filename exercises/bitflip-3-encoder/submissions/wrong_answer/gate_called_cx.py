# reason: unitary
# A gate called cx that holds a cz.
from qiskit import QuantumCircuit

fake = QuantumCircuit(2, name="cx")
fake.cz(0, 1)
answer = QuantumCircuit(3)
answer.append(fake.to_gate(), [0, 1])
answer.append(fake.to_gate(), [0, 2])
