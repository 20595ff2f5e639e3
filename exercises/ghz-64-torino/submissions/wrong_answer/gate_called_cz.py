# reason: isa
# A gate called cz that holds a cx.
from qiskit import QuantumCircuit

fake = QuantumCircuit(2, name="cz")
fake.cx(0, 1)
circuit = QuantumCircuit(133)
circuit.sx(0)
circuit.append(fake.to_gate(), [0, 1])
layout = list(range(64))
answer = (circuit, layout, layout)
