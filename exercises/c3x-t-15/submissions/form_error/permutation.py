# reason: forbidden-op
from qiskit import QuantumCircuit
from qiskit.circuit.library import UnitaryGate

order = [*range(7), 15, *range(8, 15), 7]
matrix = [[float(column == place) for column in range(16)] for place in order]
answer = QuantumCircuit(5)
answer.append(UnitaryGate(matrix), range(4))
